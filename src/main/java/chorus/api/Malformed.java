package chorus.api;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/// Answers what is no HTTP request at all.
final class Malformed {
    private Malformed() {}

    static void answer(HttpServerRequest request) {
        var answer = switch (request.decoderResult().cause()) {
            case TooLongHttpLineException _ -> Answer.error(414, "The address is too long.");
            case TooLongHttpHeaderException _ -> Answer.error(431, "The headers are too large.");
            case null, default -> Answer.error(400, "This is not a valid HTTP request.");
        };
        var page = Page.of(answer);
        request.response()
                .setStatusCode(page.status())
                .putHeader("Content-Type", page.type())
                .putHeader("Connection", "close")
                .end(page.body())
                .onComplete(_ -> request.connection().close());
    }
}
