package chorus.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request as it came, taken off the event loop.
///
/// @param query  every value of every query parameter
/// @param isJson the content type says so
record Incoming(
        String method,
        String address,
        Optional<String> authorization,
        Map<String, String> path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        boolean isJson,
        Buffer body) {
    static Incoming of(RoutingContext routing) {
        var request = routing.request();
        var query = new LinkedHashMap<String, List<String>>();
        routing.queryParams()
                .names()
                .forEach(name ->
                        query.put(name, List.copyOf(routing.queryParams().getAll(name))));
        var headers = new LinkedHashMap<String, String>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        var remote = request.remoteAddress();
        var buffer = routing.body().buffer();
        return new Incoming(
                request.method().name(),
                remote == null ? "unknown" : remote.hostAddress(),
                Optional.ofNullable(headers.get("authorization")),
                Map.copyOf(routing.pathParams()),
                query,
                headers,
                isJson(routing),
                buffer == null ? Buffer.buffer() : buffer);
    }

    /// Asks for something and changes nothing (RFC 9110 §9.2.1).
    boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /// The value of a cookie (RFC 6265 §5.4).
    Optional<String> cookie(String name) {
        return Arrays.stream(headers.getOrDefault("cookie", "").split(";", -1))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    /// `Accept` names plain text, and not JSON.
    boolean wantsText() {
        var accepted = headers.getOrDefault("accept", "").toLowerCase(Locale.ROOT);
        return accepted.contains("text/plain") && !accepted.contains("json");
    }

    static boolean isJson(RoutingContext routing) {
        var type = routing.request().getHeader("Content-Type");
        return type != null
                && type.toLowerCase(Locale.ROOT).replace(" ", "").matches("application/json(;charset=\"?utf-8\"?)?;?");
    }
}
