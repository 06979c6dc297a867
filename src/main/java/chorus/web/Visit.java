package chorus.web;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/// A request at a [Door], as it came.
///
/// @param target  path and query, neither decoded nor put in order
/// @param headers by name in small letters; of a name that came more than once, the last
/// @param address where it came from, as the socket knows it
public record Visit(String method, String target, Map<String, String> headers, Buffer body, String address) {
    public Visit {
        headers = Map.copyOf(headers);
    }

    /// @param name in small letters
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public String path() {
        var query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// What stands behind the question mark; empty without one.
    public String query() {
        var query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }
}
