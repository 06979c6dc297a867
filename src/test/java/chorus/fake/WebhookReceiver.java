package chorus.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// A customer's web server that receives webhooks, and does so well or badly.
public final class WebhookReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer http;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Manner manner = exchange -> exchange.sendResponseHeaders(204, -1);

    private interface Manner {
        void answer(HttpExchange exchange) throws IOException;
    }

    /// One request.
    public record Received(String path, Map<String, List<String>> headers, String text) {
        public JsonNode body() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    public WebhookReceiver() {
        this("127.0.0.1", 0);
    }

    /// @param address such as `127.0.0.2`
    public WebhookReceiver(String address, int port) {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), port), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::receive);
        http.start();
    }

    /// Answers with this status.
    public WebhookReceiver answers(int status) {
        manner = exchange -> exchange.sendResponseHeaders(status, -1);
        return this;
    }

    /// Sends the sender elsewhere.
    public WebhookReceiver redirects(int status, URI to) {
        manner = exchange -> {
            exchange.getResponseHeaders().add("Location", to.toString());
            exchange.sendResponseHeaders(status, -1);
        };
        return this;
    }

    /// Takes the request and never answers.
    public WebhookReceiver hesitates() {
        manner = _ -> {
            try {
                done.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        };
        return this;
    }

    public URI url() {
        var address = http.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/hooks?v=1");
    }

    public int port() {
        return http.getAddress().getPort();
    }

    public List<Received> received() {
        return received;
    }

    public List<Received> awaits(int count) {
        Patience.until(count + " webhooks", java.time.Duration.ofSeconds(20), () -> received.size() >= count);
        return received;
    }

    @Override
    public void close() {
        done.countDown();
        http.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), text));
        try (exchange) {
            manner.answer(exchange);
        }
    }
}
