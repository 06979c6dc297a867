package chorus.api;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/// Bytes on their way out, with their type.
///
/// @param stream what follows the headers in the place of a body, if anything does
record Page(int status, String type, Buffer body, Map<String, String> headers, Optional<Streaming> stream) {
    Page(int status, String type, Buffer body, Map<String, String> headers) {
        this(status, type, body, headers, Optional.empty());
    }

    static Page of(Answer answer) {
        var headers = new java.util.LinkedHashMap<>(answer.headers());
        headers.put("Cache-Control", "no-store");
        if (answer.text().isPresent()) {
            var text = Buffer.buffer(answer.text().get());
            return new Page(answer.status(), "text/plain; charset=utf-8", text, headers);
        }
        return new Page(
                answer.status(),
                "application/json; charset=utf-8",
                Buffer.buffer(answer.body().map(Json::write).orElse(new byte[0])),
                headers,
                answer.stream());
    }
}
