package chorus.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The HTTP server of the REST API and of the pages beside it.
public final class ApiServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final HttpServer http;

    private ApiServer(HttpServer http) {
        this.http = http;
    }

    /// Reads the document ahead of [#start]: worth doing on another thread while something else is waited for.
    public static void preload(ApiOptions options) {
        Document.load(options.publicUrl()).operations();
    }

    /// Listens and serves; returns when requests are answered.
    ///
    /// @throws ApiException when the address cannot be listened on
    public static ApiServer start(Vertx vertx, ApiOptions options, ApiParts parts) {
        var document = Document.load(options.publicUrl());
        var gate = new Gate(parts.apiKeys(), parts.signIns(), parts.clock());
        var audit = new Audit(parts.auditLog(), parts.clock());
        var front =
                new Front(vertx, gate, audit).operations(document.operations(), actions(vertx, options, parts, gate));
        new Pages(options, parts, document, gate).addTo(front);
        front.door(new TwilioDialect(parts, gate, audit));
        parts.doors().forEach(front::door);
        var http =
                vertx.createHttpServer(limits()).requestHandler(front.done()).invalidRequestHandler(Malformed::answer);
        var where = options.host() + ":" + options.port();
        return new ApiServer(await(http.listen(options.port(), options.host()), "listen on " + where));
    }

    static Map<String, Action> actions(Vertx vertx, ApiOptions options, ApiParts parts, Gate gate) {
        var actions = new HashMap<String, Action>();
        actions.putAll(new NumberActions(parts, options.denyPrivateTargets()).all());
        actions.putAll(new ShopActions(parts, options.denyPrivateTargets()).all());
        actions.putAll(new LineTestActions(parts).all());
        actions.putAll(new AgentActions(parts, options.denyPrivateTargets()).all());
        actions.putAll(new CallActions(parts).all());
        actions.putAll(new CallListing(parts).all());
        actions.putAll(new OverviewActions(parts).all());
        actions.putAll(new DeliveryActions(parts).all());
        actions.putAll(new AuditActions(parts).all());
        actions.putAll(new BrowserCallActions(parts).all());
        actions.putAll(new DoctorActions(parts).all());
        actions.putAll(new DiagnoseActions(parts).all());
        actions.putAll(new StrangerActions(parts).all());
        actions.putAll(new OrganizationActions(parts).all());
        actions.putAll(new KeyActions(parts).all());
        actions.putAll(new ReachActions(options, parts.reach()).all());
        actions.putAll(new SignInActions(parts, options.publicUrl()).all());
        actions.putAll(new EventActions(vertx, parts, gate).all());
        actions.putAll(new ListenActions(vertx, parts, gate).all());
        return actions;
    }

    private static HttpServerOptions limits() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(8 * 1024)
                .setMaxHeaderSize(16 * 1024)
                .setIdleTimeout((int) IDLE.toSeconds())
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true);
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
