package chorus.agent;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Where an agent's WebSocket is.
///
/// @param resource what the opening request asks for: path and query
/// @param shown    a name fit for records: no path, no query, no credentials
record Target(boolean tls, String host, int port, String resource, String shown) {
    static Target of(URI uri) throws CannotOpen {
        var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        var tls = scheme.equals("wss");
        var host = uri.getHost();
        if (!tls && !scheme.equals("ws")) {
            throw new CannotOpen("The agent's URL must begin with wss:// or ws://.");
        }
        if (host == null) {
            throw new CannotOpen("The agent's URL names no host.");
        }
        var port = uri.getPort() == -1 ? defaultPort(tls) : uri.getPort();
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Target(tls, bare, port, resource(uri), scheme + "://" + host + ":" + port);
    }

    /// The value of the header `Host` (RFC 9110 §7.2).
    String hostHeader() {
        var name = host.contains(":") ? "[" + host + "]" : host;
        return port == defaultPort(tls) ? name : name + ":" + port;
    }

    private static int defaultPort(boolean tls) {
        return tls ? 443 : 80;
    }

    private static String resource(URI uri) {
        var path =
                Optional.ofNullable(uri.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
