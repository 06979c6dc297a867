package chorus.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// A browser's page that calls, on the JDK's own WebSocket.
public final class BrowserPhone implements AutoCloseable, WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FRAME = 160;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private final AtomicLong heard = new AtomicLong();
    private final StringBuilder text = new StringBuilder();
    private volatile boolean over;
    private WebSocket socket;

    private BrowserPhone(URI uri, String protocol, String token, String origin) {
        var builder = http.newWebSocketBuilder().subprotocols(protocol, "token." + token);
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(uri, this).join();
    }

    /// @param ticket what the API gave
    /// @param origin of the page; empty for none
    public static BrowserPhone at(int port, JsonNode ticket, String token, String origin) {
        var uri = URI.create("ws://127.0.0.1:" + port + ticket.path("path").asText());
        return new BrowserPhone(uri, ticket.path("protocol").asText(), token, origin);
    }

    public JsonNode awaits(String event) {
        Patience.until(event + " among " + told, () -> told.stream().anyMatch(each -> isOf(each, event)));
        return told.stream().filter(each -> isOf(each, event)).findFirst().orElseThrow();
    }

    public void awaitsEnd() {
        Patience.until("the end of the socket", () -> over);
    }

    public long heardBytes() {
        return heard.get();
    }

    /// Speaks in real time, without waiting for its end.
    public void saysTone(Duration length) {
        var sound = Sounds.tone(440, length);
        Thread.ofVirtual().start(() -> {
            for (var at = 0; at + FRAME <= sound.length && !over; at += FRAME) {
                socket.sendBinary(ByteBuffer.wrap(sound, at, FRAME), true).join();
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        });
    }

    public void presses(char digit) {
        socket.sendText("{\"event\":\"dtmf\",\"digit\":\"" + digit + "\"}", true)
                .join();
    }

    public void hangsUp() {
        over = true;
        socket.sendText("{\"event\":\"hangup\"}", true).join();
    }

    @Override
    public void close() {
        over = true;
        socket.abort();
        http.shutdownNow();
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        heard.addAndGet(data.remaining());
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            told.add(parsed(text.toString()));
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        over = true;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        over = true;
    }

    private static boolean isOf(JsonNode message, String event) {
        return message.path("event").asText().equals(event);
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("A message is not JSON: " + json, e);
        }
    }
}
