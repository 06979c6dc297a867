package chorus.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// One conversation of a [FakeAgent]: its socket, and all that came over it.
public final class FakeConversation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Socket socket;
    private final Map<String, String> requestHeaders;
    private final List<JsonNode> received = new ArrayList<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private int pings;
    private int closeCode = -1;

    FakeConversation(Socket socket, Map<String, String> requestHeaders) {
        this.socket = socket;
        this.requestHeaders = requestHeaders;
    }

    public Map<String, String> requestHeaders() {
        return requestHeaders;
    }

    public synchronized List<JsonNode> received() {
        return List.copyOf(received);
    }

    /// All that was heard of the caller, as µ-law.
    public synchronized byte[] heard() {
        return heard.toByteArray();
    }

    public synchronized int pings() {
        return pings;
    }

    public JsonNode awaitEvent(String event) {
        return await(event, message -> true);
    }

    /// Waits for a message of this event that is as it should be.
    public JsonNode await(String event, Predicate<JsonNode> asItShouldBe) {
        try {
            Patience.until(event, () -> find(event, asItShouldBe) != null);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + " Received were: " + withoutMedia(), e);
        }
        return find(event, asItShouldBe);
    }

    /// The first such message, or null.
    private synchronized JsonNode find(String event, Predicate<JsonNode> asItShouldBe) {
        return received.stream()
                .filter(message -> message.path("event").asText().equals(event))
                .filter(asItShouldBe)
                .findFirst()
                .orElse(null);
    }

    private synchronized List<JsonNode> withoutMedia() {
        return received.stream()
                .filter(message -> !message.path("event").asText().equals("media"))
                .toList();
    }

    public int awaitClose() {
        Patience.until("the end of the conversation", () -> closeCode() >= 0);
        return closeCode();
    }

    public boolean isOver() {
        return closeCode() >= 0;
    }

    private synchronized int closeCode() {
        return closeCode;
    }

    // Speaking.

    /// Says µ-law sound in messages of 20 ms, as fast as the socket takes them.
    public void say(byte[] pcmu) {
        for (var at = 0; at < pcmu.length; at += 160) {
            sayAtOnce(Arrays.copyOfRange(pcmu, at, Math.min(at + 160, pcmu.length)));
        }
    }

    /// Says µ-law sound in one message.
    public void sayAtOnce(byte[] pcmu) {
        var message = JSON.createObjectNode()
                .put("event", "media")
                .put("streamSid", awaitEvent("start").path("streamSid").asText());
        message.putObject("media").put("payload", Base64.getEncoder().encodeToString(pcmu));
        sendText(message.toString());
    }

    public void sendText(String text) {
        sendFrame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    public void sendBinary(byte[] bytes) {
        sendFrame(BINARY, true, bytes);
    }

    public void ping() {
        sendFrame(PING, true, new byte[] {1, 2, 3});
    }

    public void close(int code, String reason) {
        var text = reason.getBytes(StandardCharsets.UTF_8);
        sendFrame(
                CLOSE,
                true,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /// Resets the connection.
    public void vanish() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Sends one frame as it is told, allowed or not.
    public void sendFrame(int opcode, boolean last, byte[] bytes) {
        sendBytes(frame(opcode, last, bytes));
    }

    public synchronized void sendBytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException _) {
            // The other side is gone.
        }
    }

    private static byte[] frame(int opcode, boolean last, byte[] bytes) {
        var out = ByteBuffer.allocate(10 + bytes.length);
        out.put((byte) ((last ? 0x80 : 0) | opcode));
        if (bytes.length < 126) {
            out.put((byte) bytes.length);
        } else if (bytes.length < 65_536) {
            out.put((byte) 126).putShort((short) bytes.length);
        } else {
            out.put((byte) 127).putLong(bytes.length);
        }
        return Arrays.copyOf(out.put(bytes).array(), out.position());
    }

    // Listening.

    void readAll(Consumer<JsonNode> reaction) {
        try {
            var in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            while (readFrame(in, reaction)) {
                // One frame after the other.
            }
        } catch (IOException e) {
            over(1006);
        }
    }

    private boolean readFrame(DataInputStream in, Consumer<JsonNode> reaction) throws IOException {
        var opcode = in.readUnsignedByte() & 0x0F;
        var bytes = readMasked(in);
        switch (opcode) {
            case TEXT -> take(JSON.readTree(bytes), reaction);
            case CLOSE -> {
                over(bytes.length < 2 ? 1005 : ByteBuffer.wrap(bytes).getShort() & 0xFFFF);
                sendFrame(CLOSE, true, bytes);
                socket.close();
                return false;
            }
            case PING -> {
                countPing();
                sendFrame(PONG, true, bytes);
            }
            default -> {}
        }
        return true;
    }

    /// A client must mask (RFC 6455 §5.1).
    private static byte[] readMasked(DataInputStream in) throws IOException {
        var second = in.readUnsignedByte();
        if ((second & 0x80) == 0) {
            throw new AssertionError("A frame came without a mask.");
        }
        var length = (long) second & 0x7F;
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        var mask = in.readNBytes(4);
        var bytes = in.readNBytes((int) length);
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] ^= mask[i & 3];
        }
        return bytes;
    }

    private void take(JsonNode message, Consumer<JsonNode> reaction) throws JsonProcessingException {
        synchronized (this) {
            received.add(message);
            if (message.path("event").asText().equals("media")) {
                heard.writeBytes(
                        Base64.getDecoder().decode(message.at("/media/payload").asText()));
            }
        }
        reaction.accept(message);
    }

    private synchronized void countPing() {
        pings++;
    }

    private synchronized void over(int code) {
        if (closeCode < 0) {
            closeCode = code;
        }
    }
}
