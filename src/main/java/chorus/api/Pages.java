package chorus.api;

import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What is served beside the document's operations: the welcome page, the reference, health and metrics.
final class Pages {
    private static final String HTML = "text/html; charset=utf-8";
    private static final long PATIENCE_SECONDS = 2;

    private final ApiOptions options;
    private final ApiParts parts;
    private final Document document;
    private final Gate gate;
    private volatile Optional<Look> lastLook = Optional.empty();

    Pages(ApiOptions options, ApiParts parts, Document document, Gate gate) {
        this.options = options;
        this.parts = parts;
        this.document = document;
        this.gate = gate;
    }

    void addTo(Front front) {
        new Dashboard().addTo(front);
        var reference = new Lazy<>(() -> html(ReferencePage.of(document)));
        var file = new Lazy<>(() -> json(document.root()));
        var welcome = new Lazy<>(() -> html(welcomePage()));
        front.page("/welcome", _ -> welcome.get())
                .page("/docs", _ -> reference.get())
                .page("/openapi.json", _ -> file.get())
                .page("/health", _ -> health())
                .page("/metrics", this::metrics);
    }

    private Page health() {
        var ready = ready();
        var body = new LinkedHashMap<String, Object>();
        body.put("status", ready ? "ready" : "unavailable");
        body.put("version", options.version());
        if (!ready) {
            body.put("error", "The database does not answer.");
        }
        return new Page(
                ready ? 200 : 503,
                "application/json",
                Buffer.buffer(Json.write(body)),
                Map.of("Cache-Control", "no-store"));
    }

    /// Asks the database once a second at most, however often it is asked itself.
    private boolean ready() {
        var now = parts.clock().instant();
        var last = lastLook;
        if (last.isEmpty() || now.isAfter(last.get().at().plusSeconds(1))) {
            last = Optional.of(new Look(now, databaseAnswers()));
            lastLook = last;
        }
        return last.get().ready();
    }

    private record Look(Instant at, boolean ready) {}

    private boolean databaseAnswers() {
        var question = new FutureTask<>(() -> parts.organizations().list(1, 0).total());
        Thread.ofVirtual().name("api-health").start(question);
        try {
            return question.get(PATIENCE_SECONDS, TimeUnit.SECONDS) >= 0;
        } catch (ExecutionException | TimeoutException e) {
            question.cancel(true);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Page metrics(Incoming incoming) {
        if (!isLocal(incoming)
                && gate.admit(incoming, Operation.Needed.READ_ONLY) instanceof Gate.Verdict.Refused refused) {
            return Page.of(refused.answer());
        }
        return new Page(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                Buffer.buffer(parts.registry().scrape()),
                Map.of("Cache-Control", "no-store"));
    }

    /// From this machine, and not merely passed on by a proxy on it.
    private static boolean isLocal(Incoming incoming) {
        var passedOn = incoming.headers().containsKey("x-forwarded-for")
                || incoming.headers().containsKey("forwarded");
        try {
            return !passedOn && InetAddress.ofLiteral(incoming.address()).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Page html(String text) {
        return new Page(200, HTML, Buffer.buffer(text), Html.HEADERS);
    }

    private static Page json(Object value) {
        return new Page(200, "application/json", Buffer.buffer(Json.write(value)), Map.of("Cache-Control", "no-cache"));
    }

    private String welcomePage() {
        var calls = CurlLine.of("GET", "'" + options.publicUrl() + "/v1/calls?limit=1&include=all'", Optional.empty());
        return Html.page("Chorus", """
            <main><h1>Chorus</h1>
            <p>This server connects phone numbers to voice agents. It is up. Version %s.</p>
            <section><h3>The last call, and why it went as it went</h3>
            <pre>export KEY=YOUR_KEY
            %s</pre>
            <p>The key was printed at the first start; <code>./chorus keys create</code> makes another.</p></section>
            <section><h3>Pages</h3><table>
            <tr><td><a href="/">/</a></td><td>The dashboard.</td></tr>
            <tr><td><a href="/docs">/docs</a></td><td>The API reference, to read.</td></tr>
            <tr><td><a href="/openapi.json">/openapi.json</a></td><td>The same for tools.</td></tr>
            <tr><td><a href="/health">/health</a></td><td>Whether the server is ready.</td></tr>
            <tr><td><a href="/metrics">/metrics</a></td><td>What it is doing, for Prometheus.</td></tr>
            </table></section>
            </main>
            """.formatted(Html.escaped(options.version()), Html.escaped(calls)));
    }
}
