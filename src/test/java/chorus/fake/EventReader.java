package chorus.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// A browser's `EventSource`, as far as tests need one: reads the stream of events line by line (HTML Standard §9.2).
public final class EventReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Socket socket;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private volatile String status = "";
    private volatile boolean over;

    /// One event.
    public record Told(String type, String id, JsonNode data) {
        public String text(String field) {
            return data.path(field).asText();
        }
    }

    /// @param headers lines, such as `Authorization: Bearer …`
    public EventReader(int port, String... headers) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            write(socket.getOutputStream(), port, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("event-reader").start(this::read);
    }

    private static void write(OutputStream out, int port, String... headers) throws IOException {
        var lines = new ArrayList<>(List.of("GET /v1/events HTTP/1.1", "Host: 127.0.0.1:" + port));
        lines.addAll(List.of(headers));
        out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Waits for the first event of this type that is as wanted.
    public Told awaits(String type, Predicate<Told> wanted) {
        Patience.until(type + " among " + told, () -> find(type, wanted).isPresent());
        return find(type, wanted).orElseThrow();
    }

    public Told awaits(String type) {
        return awaits(type, _ -> true);
    }

    public List<Told> told() {
        return told;
    }

    public String status() {
        Patience.until("an answer", () -> !status.isEmpty());
        return status;
    }

    public void awaitsEnd() {
        Patience.until("the end of the events", () -> over);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private java.util.Optional<Told> find(String type, Predicate<Told> wanted) {
        return told.stream()
                .filter(each -> each.type().equals(type))
                .filter(wanted)
                .findFirst();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            var type = "";
            var id = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("HTTP/1.1 ")) {
                    status = line.substring("HTTP/1.1 ".length());
                } else if (line.startsWith("event: ")) {
                    type = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    told.add(new Told(type, id, parsed(line.substring("data: ".length()))));
                }
            }
        } catch (IOException _) {
            // Closed by either side.
        } finally {
            over = true;
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("An event's data is not JSON: " + json, e);
        }
    }
}
