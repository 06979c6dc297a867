package chorus.api;

import chorus.phonebook.ApiKey;
import chorus.phonebook.ApiKeys;
import chorus.phonebook.SignIns;
import chorus.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Decides who comes in: a key is known, and may do what it asks for.
final class Gate {
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +([!-~]{1,256}) *");

    private final ApiKeys keys;
    private final SignIns signIns;
    private final Clock clock;
    private final WrongKeys wrongKeys = new WrongKeys();

    Gate(ApiKeys keys, SignIns signIns, Clock clock) {
        this.keys = keys;
        this.signIns = signIns;
        this.clock = clock;
    }

    sealed interface Verdict {
        record Admitted(ApiKey key) implements Verdict {}

        record Refused(Answer answer) implements Verdict {}
    }

    /// By the header; without one, by the cookie of a browser that signed in.
    Verdict admit(Incoming incoming, Operation.Needed needed) {
        var token = incoming.cookie(Cookie.NAME).filter(text -> !text.isEmpty());
        return incoming.authorization().isEmpty() && token.isPresent()
                ? admitSignedIn(Secret.of(token.get()), incoming, needed)
                : admit(incoming.authorization(), incoming.address(), needed);
    }

    private Verdict admitSignedIn(Secret token, Incoming incoming, Operation.Needed needed) {
        if (!incoming.isSafe() && !Cookie.isMeant(incoming)) {
            return new Verdict.Refused(Answer.error(
                    403,
                    "A change by cookie needs the header '" + Cookie.PROOF + ": 1', or this server as its Origin."));
        }
        return signIns.find(token)
                .map(signIn -> judged(signIn.key(), needed))
                .orElseGet(() -> wrong(incoming.address(), "You are not signed in any more: sign in again."));
    }

    /// @param authorization the header, if there is one
    private Verdict admit(Optional<String> authorization, String address, Operation.Needed needed) {
        if (authorization.isEmpty()) {
            return refused("An API key is needed: send the header 'Authorization: Bearer <API key>'.");
        }
        var bearer = BEARER.matcher(authorization.get());
        if (!bearer.matches()) {
            return refused("The Authorization header must be 'Bearer <API key>'.");
        }
        return admit(Secret.of(bearer.group(1)), address, needed);
    }

    Verdict admit(Secret given, String address, Operation.Needed needed) {
        return keys.authenticate(given)
                .map(key -> judged(key, needed))
                .orElseGet(() -> wrong(address, "The API key is unknown or revoked."));
    }

    private static Verdict judged(ApiKey key, Operation.Needed needed) {
        var allowed = switch (needed) {
            case READ_ONLY -> true;
            case MEMBER -> key.role().includes(ApiKey.Role.MEMBER);
            case ADMIN -> key.role().includes(ApiKey.Role.ADMIN);
            case OPERATOR -> key.operator();
        };
        if (allowed) {
            return new Verdict.Admitted(key);
        }
        var sentence = needed == Operation.Needed.OPERATOR
                ? "This takes the operator's key."
                : "This takes a key of the role " + needed.name().toLowerCase(java.util.Locale.ROOT)
                        + " or above; yours is " + key.role().code() + ".";
        return new Verdict.Refused(Answer.error(403, sentence));
    }

    private Verdict wrong(String address, String sentence) {
        return wrongKeys
                .count(WrongKeys.source(address), clock.instant())
                .map(Gate::tooMany)
                .orElseGet(() -> refused(sentence));
    }

    private static Verdict tooMany(Duration wait) {
        var seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new Verdict.Refused(
                Answer.error(429, "Too many wrong API keys came from your address: wait " + seconds + " seconds.")
                        .with("Retry-After", Long.toString(seconds)));
    }

    private static Verdict refused(String sentence) {
        return new Verdict.Refused(Answer.error(401, sentence).with("WWW-Authenticate", "Bearer"));
    }
}
