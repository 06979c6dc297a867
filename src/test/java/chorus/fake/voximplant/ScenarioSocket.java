package chorus.fake.voximplant;

import chorus.fake.ClientSocket;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;

/// A WebSocket that a scenario opened: real to the server, and in the cloud something that sound comes from and goes
/// to.
public final class ScenarioSocket implements SoundUnit {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VoximplantSession session;
    private final String unit;
    private final MediaFrames frames = new MediaFrames();
    private final PlaybackBuffer buffer = new PlaybackBuffer();

    // Guarded by this.
    private Optional<ClientSocket> socket = Optional.empty();
    private boolean closed;
    private int cleared;
    private boolean streaming;
    private boolean lateness;
    private Optional<String> heldBack = Optional.empty();

    ScenarioSocket(VoximplantSession session, String unit) {
        this.session = session;
        this.unit = unit;
    }

    void connect(String url, String options) {
        Thread.ofVirtual().name("scenario-socket " + unit).start(() -> {
            try (var opened = ClientSocket.open(URI.create(url), headers(options), SSLContext.getDefault())) {
                if (!opened.header("sec-websocket-protocol").equals("chat")) {
                    throw new IOException("the subprotocol chat was offered and not taken");
                }
                began(opened);
                readAll(opened);
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                if (isClosed()) {
                    return;
                }
                session.log("websocket error: " + e.getMessage());
                session.happens(unit, "WebSocket.Error", "{}");
                over(1006);
            }
        });
    }

    private void began(ClientSocket opened) {
        synchronized (this) {
            socket = Optional.of(opened);
        }
        session.happens(unit, "WebSocket.Open", "{}");
    }

    private void readAll(ClientSocket opened) throws IOException {
        try {
            while (true) {
                take(opened.read());
            }
        } catch (EOFException e) {
            over(opened.closeCode());
        }
    }

    private void take(String text) throws IOException {
        var message = JSON.readTree(text);
        if (!message.has("event")) {
            var fields = JSON.createObjectNode().put("text", text);
            session.happens(unit, "WebSocket.Message", fields.toString());
            return;
        }
        switch (arrived(message)) {
            case MediaFrames.Arrival.Started(var encoding) -> {
                if (!encoding.equals("ULAW")) {
                    session.warn("this cloud plays ULAW only, not " + encoding);
                }
                session.happens(unit, "WebSocket.MediaStarted", "{\"encoding\":\"" + encoding + "\"}");
            }
            case MediaFrames.Arrival.Sound sound -> {
                synchronized (this) {
                    buffer.add(sound.pcmu());
                }
            }
            case MediaFrames.Arrival.Nothing() -> {}
        }
    }

    private synchronized MediaFrames.Arrival arrived(JsonNode message) {
        return frames.read(message);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void over(int code) {
        synchronized (this) {
            if (closed && socket.isEmpty()) {
                return;
            }
            closed = true;
            socket = Optional.empty();
        }
        session.routes().remove(unit);
        var clean = code == 1000;
        session.happens(unit, "WebSocket.Close", "{\"code\":" + code + ",\"reason\":\"\",\"wasClean\":" + clean + "}");
    }

    // What the scenario does with it.

    void does(String verb, String argument) {
        switch (verb) {
            case "send" -> send(argument);
            case "close" -> close();
            case "clearMediaBuffer" -> {
                synchronized (this) {
                    cleared++;
                    buffer.clear();
                }
            }
            default -> throw new Script.Broken("a WebSocket has no " + verb);
        }
    }

    private synchronized void send(String text) {
        if (closed || socket.isEmpty()) {
            throw new Script.Broken("the WebSocket is not open");
        }
        write(text);
    }

    void close() {
        Optional<ClientSocket> open;
        synchronized (this) {
            open = socket;
            closed = true;
        }
        open.ifPresent(one -> {
            quietly(() -> one.close(1000));
            one.close();
        });
        over(1000);
    }

    // Sound.

    @Override
    public synchronized void routed(String encoding) {
        if (!streaming) {
            streaming = true;
            write(frames.started(encoding));
        }
    }

    @Override
    public synchronized void unrouted() {
        if (streaming) {
            streaming = false;
            write(frames.stopped());
        }
    }

    @Override
    public Optional<byte[]> produce() {
        Optional<byte[]> played;
        boolean ended;
        synchronized (this) {
            played = buffer.next();
            ended = buffer.hasEnded();
        }
        if (ended) {
            session.happens(unit, "WebSocket.MediaEnded", "{\"mediaInfo\":{}}");
        }
        return played;
    }

    @Override
    public synchronized void consume(Optional<byte[]> sound) {
        sound.map(frames::sound).ifPresent(this::deliver);
    }

    /// With lateness, every second frame is overtaken by the next one.
    private void deliver(String frame) {
        if (lateness && heldBack.isEmpty()) {
            heldBack = Optional.of(frame);
            return;
        }
        write(frame);
        heldBack.ifPresent(this::write);
        heldBack = Optional.empty();
    }

    private void write(String text) {
        socket.ifPresent(one -> quietly(() -> one.send(text)));
    }

    // What a test does and asks.

    /// From now on frames to the server overtake each other.
    public synchronized void mixesUpFrames() {
        lateness = true;
    }

    /// The network between the cloud and the server breaks.
    public void breaks() {
        Optional<ClientSocket> open;
        synchronized (this) {
            open = socket;
        }
        open.ifPresent(ClientSocket::close);
    }

    /// How often the scenario emptied the playback buffer.
    public synchronized int cleared() {
        return cleared;
    }

    /// Where the server's sound was not as Voximplant wants it, and what is silent then.
    public synchronized List<String> warnings() {
        var all = new ArrayList<>(frames.warnings());
        if (buffer.lost() > 0) {
            all.add(buffer.lost() + " bytes of sound did not fit into the buffer of ten seconds");
        }
        return all;
    }

    public synchronized boolean isOpen() {
        return socket.isPresent();
    }

    private static Map<String, String> headers(String options) throws IOException {
        var read = JSON.readTree(options);
        var headers = new HashMap<String, String>();
        read.path("headers")
                .forEach(one ->
                        headers.put(one.path("name").asText(), one.path("value").asText()));
        var protocols = StreamSupport.stream(read.path("protocols").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
        headers.put("Sec-WebSocket-Protocol", protocols);
        return headers;
    }

    private interface Io {
        void run() throws IOException;
    }

    private static void quietly(Io io) {
        try {
            io.run();
        } catch (IOException _) {
            // The other side is gone, which the reading thread notices.
        }
    }
}
