package chorus.api;

import chorus.phonebook.ApiKey;
import chorus.phonebook.Organization;
import chorus.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Browsers sign in with a key and keep a cookie in its place.
final class SignInActions {
    private static final Duration AGE = Duration.ofHours(12);

    private final ApiParts parts;
    private final URI publicUrl;

    SignInActions(ApiParts parts, URI publicUrl) {
        this.parts = parts;
        this.publicUrl = publicUrl;
    }

    Map<String, Action> all() {
        return Map.of("createSession", this::open, "getSession", this::get, "deleteSession", this::close);
    }

    private Answer open(Request request) {
        if (request.incoming().authorization().isEmpty()) {
            return Answer.error(
                    400, "Signing in takes the key itself: send the header 'Authorization: Bearer <API key>'.");
        }
        var until = parts.clock().instant().plus(AGE).truncatedTo(ChronoUnit.SECONDS);
        var token = parts.signIns().open(request.caller(), until);
        return Answer.created(view(request.caller(), Optional.of(until)))
                .with("Set-Cookie", Cookie.set(token, AGE, isSecure(request)));
    }

    private Answer get(Request request) {
        var until = token(request).flatMap(parts.signIns()::find).map(signIn -> signIn.until());
        return Answer.ok(view(request.caller(), until));
    }

    private Answer close(Request request) {
        token(request).ifPresent(parts.signIns()::close);
        return Answer.gone().with("Set-Cookie", Cookie.cleared(isSecure(request)));
    }

    private static Optional<Secret> token(Request request) {
        return request.incoming().cookie(Cookie.NAME).map(Secret::of);
    }

    private boolean isSecure(Request request) {
        return Cookie.isSecure(request.incoming(), publicUrl);
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private Map<String, Object> view(ApiKey key, Optional<Instant> until) {
        var view = new LinkedHashMap<String, Object>();
        view.put("organizationId", key.organizationId().toString());
        view.put(
                "organizationName",
                parts.organizations()
                        .find(key.organizationId())
                        .map(Organization::name)
                        .orElse(""));
        view.put("keyId", key.id().toString());
        view.put("keyName", key.name());
        view.put("role", key.role().code());
        view.put("abilities", abilities(key));
        view.put("expiresAt", until.map(Instant::toString).orElse(null));
        return view;
    }

    private static List<String> abilities(ApiKey key) {
        var abilities = new ArrayList<>(List.of("read"));
        if (key.role().includes(ApiKey.Role.MEMBER)) {
            abilities.add("change");
        }
        if (key.role().includes(ApiKey.Role.ADMIN)) {
            abilities.add("administer");
        }
        if (key.operator()) {
            abilities.add("operate");
        }
        return abilities;
    }
}
