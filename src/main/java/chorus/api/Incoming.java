package chorus.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
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
                remote == null ? "unknown" : remote.hostAddress(),
                Optional.ofNullable(headers.get("authorization")),
                Map.copyOf(routing.pathParams()),
                query,
                headers,
                isJson(routing),
                buffer == null ? Buffer.buffer() : buffer);
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
