package chorus.store;

import chorus.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where a PostgreSQL database is and who connects to it. It prints without the password.
///
/// @param options the driver's, such as `sslmode`
record DatabaseUrl(
        String host,
        int port,
        String database,
        Optional<String> user,
        Optional<Secret> password,
        Map<String, String> options) {
    private static final int POSTGRES_PORT = 5432;

    /// Reads `postgres://user:password@host:port/database?sslmode=…`, also as `postgresql:` and `jdbc:postgresql:`.
    ///
    /// @throws IllegalArgumentException with a sentence that does not repeat the URL, which may hold a password
    static DatabaseUrl parse(Secret url) {
        var text = url.reveal().strip();
        var uri = uri(text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text);
        var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        var path = Optional.ofNullable(uri.getRawPath()).orElse("");
        if (!scheme.matches("postgres(ql)?") || uri.getHost() == null || path.length() < 2) {
            throw unreadable();
        }
        var options = options(uri);
        var login = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
        var user = given(decoded(login[0])).or(() -> Optional.ofNullable(options.get("user")));
        var password = (login.length > 1 ? given(decoded(login[1])) : Optional.<String>empty())
                .or(() -> Optional.ofNullable(options.get("password")))
                .map(Secret::of);
        options.remove("user");
        options.remove("password");
        var port = uri.getPort() < 0 ? POSTGRES_PORT : uri.getPort();
        return new DatabaseUrl(uri.getHost(), port, decoded(path.substring(1)), user, password, Map.copyOf(options));
    }

    /// The same server, another database.
    DatabaseUrl withDatabase(String other) {
        return new DatabaseUrl(host, port, other, user, password, options);
    }

    @Override
    public String toString() {
        return "postgres://" + host + ":" + port + "/" + database;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw unreadable();
        }
    }

    private static Map<String, String> options(URI uri) {
        var options = new LinkedHashMap<String, String>();
        for (var pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1)) {
            var parts = pair.split("=", 2);
            if (parts.length == 2) {
                options.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return options;
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("CHORUS_DATABASE_URL cannot be read: write"
                + " postgres://user:password@host:5432/database?sslmode=require, with special characters of the"
                + " password percent-encoded.");
    }
}
