package chorus.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The HTTP server of the REST API and of the pages beside it.
public final class ApiServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpServer http;

    private ApiServer(HttpServer http) {
        this.http = http;
    }

    /// Listens and serves; returns when requests are answered.
    ///
    /// @throws ApiException when the address cannot be listened on
    public static ApiServer start(Vertx vertx, ApiOptions options, ApiParts parts) {
        var http = vertx.createHttpServer(new HttpServerOptions());
        http.requestHandler(request -> request.response().setStatusCode(503).end());
        var where = options.host() + ":" + options.port();
        return new ApiServer(await(http.listen(options.port(), options.host()), "listen on " + where));
    }

    /// The port that is listened on.
    public int port() {
        return http.actualPort();
    }

    /// Takes no more requests.
    @Override
    public void close() {
        await(http.close(), "stop");
    }

    private static <T> T await(Future<T> future, String attempt) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ApiException("The API could not " + attempt + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("The API was interrupted while it tried to " + attempt + ".", e);
        }
    }
}
