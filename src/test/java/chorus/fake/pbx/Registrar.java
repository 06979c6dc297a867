package chorus.fake.pbx;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps one account's binding: who registered, from where, and for how long (RFC 3261 §10.3).
final class Registrar {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Pattern EXPIRES = Pattern.compile("expires=(\\d+)");

    private final Digest digest;
    private final String user;
    private final String password;
    private final Consumer<String> tell;
    private @Nullable Binding binding;

    /// @param contact where it wants its calls
    /// @param source  where its REGISTER came from, which is where its calls are sent
    record Binding(String contact, InetSocketAddress source, Instant until) {}

    Registrar(Digest digest, String user, String password, Consumer<String> tell) {
        this.digest = digest;
        this.user = user;
        this.password = password;
        this.tell = tell;
    }

    /// The binding that holds now.
    synchronized Optional<Binding> binding() {
        return Optional.ofNullable(binding).filter(kept -> kept.until().isAfter(Instant.now()));
    }

    /// Whether a request of this account proves its password.
    boolean knows(Message request, String header) {
        return digest.accepts(request.value(header), request.method(), user, password);
    }

    String challenge() {
        return digest.challenge();
    }

    synchronized String answer(Message register, InetSocketAddress source) {
        if (register.value("Authorization").isEmpty()) {
            return Reply.to(register, 401, "Unauthorized", List.of("WWW-Authenticate: " + challenge()));
        }
        if (!knows(register, "Authorization")) {
            tell.accept("refused a registration from " + Wire.name(source) + ": the account is " + user
                    + " with the password shown above");
            return Reply.to(register, 403, "Forbidden - wrong user name or password", List.of());
        }
        var asked = asked(register);
        if (asked > 0 && asked < SHORTEST.toSeconds()) {
            return Reply.to(register, 423, "Interval Too Brief", List.of("Min-Expires: " + SHORTEST.toSeconds()));
        }
        return asked == 0 ? forget(register) : bind(register, source, Math.min(asked, LONGEST.toSeconds()));
    }

    private String forget(Message register) {
        binding = null;
        tell.accept(user + " unregistered");
        return Reply.to(register, 200, "OK", List.of());
    }

    private String bind(Message register, InetSocketAddress source, long seconds) {
        if (binding().isEmpty()) {
            tell.accept(user + " registered from " + Wire.name(source) + ", for " + seconds + " s at a time");
        }
        binding = new Binding(register.contact(), source, Instant.now().plusSeconds(seconds));
        return Reply.to(register, 200, "OK", List.of("Contact: <" + register.contact() + ">;expires=" + seconds));
    }

    private static long asked(Message register) {
        var own = EXPIRES.matcher(register.value("Contact"));
        if (own.find()) {
            return Long.parseLong(own.group(1));
        }
        var whole = register.value("Expires");
        return whole.matches("\\d{1,9}") ? Long.parseLong(whole) : LONGEST.toSeconds();
    }
}
