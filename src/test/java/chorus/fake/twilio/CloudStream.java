package chorus.fake.twilio;

import chorus.fake.ClientSocket;
import chorus.fake.Patience;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// One bidirectional Media Stream as Twilio plays it: the caller's sound every 20 ms, our sound kept and played in real
/// time, marks echoed when everything before them was played, all at once after a `clear`.
public final class CloudStream {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FRAME = 160;
    private static final long FRAME_NANOS = 20_000_000;

    private final String sid = "MZ" + UUID.randomUUID().toString().replace("-", "");
    private final ClientSocket socket;
    private final String callSid;
    private final String accountSid;
    private final Consumer<byte[]> ear;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final long began = System.nanoTime();

    // Guarded by this.
    private final ArrayDeque<byte[]> mouth = new ArrayDeque<>();
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final List<String> warnings = new ArrayList<>();
    private byte[] buffer = {};
    private long queued;
    private long played;
    private long sequence;
    private long chunk;
    private int clears;
    private boolean stopped;

    private record Mark(String name, long position) {}

    /// @param ear hears what the phone hears, 20 ms each
    CloudStream(ClientSocket socket, String accountSid, String callSid, Consumer<byte[]> ear) {
        this.ear = ear;
        this.socket = socket;
        this.accountSid = accountSid;
        this.callSid = callSid;
    }

    /// Blocks until the stream is over.
    void run(Map<String, String> parameters) throws IOException, InterruptedException {
        socket.send("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
        start(parameters, callSid);
        var pump = Thread.ofVirtual().name("stream " + sid).start(this::pump);
        try {
            while (true) {
                take(JSON.readTree(socket.read()));
            }
        } catch (IOException _) {
            // The other side is gone, or we are.
        } finally {
            over.countDown();
            pump.join();
            socket.close();
        }
    }

    private void start(Map<String, String> parameters, String call) throws IOException {
        var message = JSON.createObjectNode().put("event", "start").put("sequenceNumber", next());
        var start = message.putObject("start")
                .put("streamSid", sid)
                .put("accountSid", accountSid)
                .put("callSid", call);
        start.putArray("tracks").add("inbound");
        start.putObject("mediaFormat")
                .put("encoding", "audio/x-mulaw")
                .put("sampleRate", 8000)
                .put("channels", 1);
        parameters.forEach(start.putObject("customParameters")::put);
        socket.send(message.put("streamSid", sid).toString());
        begun.countDown();
    }

    // What the server says.

    private synchronized void take(JsonNode message) throws IOException {
        var fields = message.propertyStream().map(Map.Entry::getKey).toList();
        if (!message.path("streamSid").asText().equals(sid)) {
            warnings.add("31951: wrong streamSid in " + message);
            return;
        }
        switch (message.path("event").asText()) {
            case "media" -> {
                expect(message, fields, "media");
                keep(Base64.getDecoder().decode(message.at("/media/payload").asText()));
            }
            case "mark" -> {
                expect(message, fields, "mark");
                marks.add(new Mark(message.at("/mark/name").asText(), queued));
                echo(queued == played ? Long.MAX_VALUE : played);
            }
            case "clear" -> {
                clears++;
                buffer = new byte[0];
                queued = played;
                echo(Long.MAX_VALUE);
            }
            default -> warnings.add("31951: unknown event in " + message);
        }
    }

    private void expect(JsonNode message, List<String> fields, String member) {
        if (fields.size() != 3 || !message.path(member).isObject()) {
            warnings.add("31951: missing or extra field in " + message);
        }
    }

    private void keep(byte[] sound) {
        var longer = Arrays.copyOf(buffer, buffer.length + sound.length);
        System.arraycopy(sound, 0, longer, buffer.length, sound.length);
        buffer = longer;
        queued += sound.length;
    }

    private void echo(long position) throws IOException {
        while (!marks.isEmpty() && marks.peek().position() <= position) {
            var message = event("mark");
            message.putObject("mark").put("name", marks.poll().name());
            socket.send(message.toString());
        }
    }

    // Twenty milliseconds after twenty milliseconds.

    private void pump() {
        var due = System.nanoTime();
        while (over.getCount() > 0) {
            try {
                tick();
            } catch (IOException _) {
                return;
            }
            due += FRAME_NANOS;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private synchronized void tick() throws IOException {
        var count = Math.min(FRAME, buffer.length);
        if (count > 0) {
            heard.write(buffer, 0, count);
            ear.accept(Arrays.copyOf(buffer, count));
            buffer = Arrays.copyOfRange(buffer, count, buffer.length);
            played += count;
            echo(queued == played ? Long.MAX_VALUE : played);
        }
        if (!stopped) {
            var said = mouth.poll();
            send(said == null ? silence() : said);
        }
    }

    private void send(byte[] sound) throws IOException {
        var message = event("media");
        message.putObject("media")
                .put("track", "inbound")
                .put("chunk", Long.toString(++chunk))
                .put("timestamp", Long.toString((System.nanoTime() - began) / 1_000_000))
                .put("payload", Base64.getEncoder().encodeToString(sound));
        socket.send(message.toString());
    }

    private com.fasterxml.jackson.databind.node.ObjectNode event(String name) {
        return JSON.createObjectNode()
                .put("event", name)
                .put("sequenceNumber", next())
                .put("streamSid", sid);
    }

    private String next() {
        return Long.toString(++sequence);
    }

    private static byte[] silence() {
        var silence = new byte[FRAME];
        Arrays.fill(silence, (byte) 0xFF);
        return silence;
    }

    // What the caller does and hears.

    public void says(byte[] pcmu) {
        synchronized (this) {
            for (var at = 0; at < pcmu.length; at += FRAME) {
                mouth.add(Arrays.copyOfRange(pcmu, at, Math.min(pcmu.length, at + FRAME)));
            }
        }
    }

    public void presses(String digits) {
        digits.chars().forEach(digit -> {
            synchronized (this) {
                var message = event("dtmf");
                message.putObject("dtmf").put("track", "inbound_track").put("digit", Character.toString(digit));
                quietly(() -> socket.send(message.toString()));
            }
        });
    }

    /// Everything that the caller has heard so far, as µ-law.
    public synchronized byte[] heard() {
        return heard.toByteArray();
    }

    public byte[] awaitHeard(Duration length) {
        var wanted = length.toMillis() * 8;
        Patience.until("the caller to hear " + length.toMillis() + " ms", () -> heard().length >= wanted);
        return heard();
    }

    /// How often the server said `clear`.
    public synchronized int clears() {
        return clears;
    }

    /// What Twilio's debugger would complain of.
    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    public String sid() {
        return sid;
    }

    /// Sends a text as it is, garbage too.
    public void sends(String text) {
        quietly(() -> socket.send(text));
    }

    public void sendsRaw(byte[] bytes) {
        quietly(() -> socket.sendRaw(bytes));
    }

    /// The connection breaks.
    public void vanishes() {
        over.countDown();
        socket.close();
    }

    /// Blocks until the stream is over, and tells the server's close code.
    public int awaitOver() {
        Patience.until("the end of the stream", () -> over.getCount() == 0);
        return socket.closeCode();
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    void awaitBegun() throws InterruptedException {
        begun.await();
    }

    /// The call is over, or its TwiML was replaced: `stop`, then the socket closes.
    void stop() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
            var message = event("stop");
            message.putObject("stop").put("accountSid", accountSid).put("callSid", callSid);
            quietly(() -> socket.send(message.toString()));
        }
        quietly(() -> socket.close(1000));
        Thread.ofVirtual().start(() -> {
            LockSupport.parkNanos(200_000_000);
            vanishes();
        });
    }

    private interface Io {
        void run() throws IOException;
    }

    private static void quietly(Io io) {
        try {
            io.run();
        } catch (IOException _) {
            // The socket is closed; there is nobody to tell.
        }
    }
}
