package chorus.agent.builtin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One caller of the demo agent: the protocol on one side, [Dialogue] and [VoiceActivity] on the other.
///
/// Owned by the server's loop. Each thing said is a turn, followed by a mark; it talks until the mark comes back.
final class Conversation extends SimpleChannelInboundHandler<TextWebSocketFrame>
        implements Dialogue.Line, VoiceActivity.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MESSAGE_BYTES = 800;
    private static final Duration LAST_WORDS = Duration.ofSeconds(15);

    private final Speech speech;
    private final Dialogue dialogue = new Dialogue(this);
    private final VoiceActivity ears = new VoiceActivity(this);
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> waking;
    private String streamSid = "";
    private int turn;
    private boolean talking;

    Conversation(Speech speech) {
        this.speech = speech;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext newContext) {
        context = newContext;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ended) {
        turn++;
        wakeAfter(Duration.ZERO);
        ended.fireChannelInactive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext sender, TextWebSocketFrame frame) throws JsonProcessingException {
        var message = JSON.readTree(frame.text());
        switch (message.path("event").asText()) {
            case "start" -> begin(message.path("start"));
            case "media" -> hear(message.at("/media/payload").asText());
            case "dtmf" -> press(message.at("/dtmf/digit").asText());
            case "mark" -> reached(message.at("/mark/name").asText());
            default -> {}
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext broken, Throwable cause) {
        var _ = broken.close();
    }

    // Listening.

    private void begin(JsonNode start) {
        streamSid = start.path("streamSid").asText();
        var parameters = new LinkedHashMap<String, String>();
        start.path("customParameters")
                .properties()
                .forEach(p -> parameters.put(p.getKey(), p.getValue().asText()));
        dialogue.begin(parameters);
    }

    private void hear(String base64) {
        ears.hear(Base64.getDecoder().decode(base64), talking);
    }

    private void press(String digit) {
        if (digit.length() == 1) {
            ears.reset();
            stopTalking();
            dialogue.pressed(digit.charAt(0));
        }
    }

    private void reached(String mark) {
        if (!mark.equals(mark())) {
            return;
        }
        talking = false;
        if (dialogue.isLeaving()) {
            send(event("hangup"));
        }
    }

    @Override
    public void speechBegan() {
        stopTalking();
    }

    @Override
    public void speechEnded(byte[] pcmu) {
        dialogue.heard(pcmu);
    }

    // Talking.

    @Override
    public void say(String text) {
        var mine = ++turn;
        talking = true;
        Thread.startVirtualThread(() -> {
            var sound = speech.pcmu(text);
            onLoop(() -> {
                if (mine == turn) {
                    transcribe("agent", speech.hasVoice() ? text : "(tones instead of: " + text + ")");
                    utter(sound);
                }
            });
        });
    }

    @Override
    public void sayAndHangUp(String text) {
        say(text);
        var _ = onLoopAfter(LAST_WORDS, () -> send(event("hangup")));
    }

    @Override
    public void repeat(byte[] pcmu) {
        turn++;
        talking = true;
        utter(pcmu);
    }

    @Override
    public void note(String whatTheCallerDid) {
        transcribe("user", whatTheCallerDid);
    }

    @Override
    public void wakeAfter(Duration pause) {
        if (waking != null) {
            waking.cancel(false);
        }
        waking = pause.isZero() ? null : onLoopAfter(pause, dialogue::paused);
    }

    private void stopTalking() {
        if (talking && !dialogue.isLeaving()) {
            talking = false;
            turn++;
            send(event("clear"));
        }
    }

    private void utter(byte[] sound) {
        for (var at = 0; at < sound.length; at += MESSAGE_BYTES) {
            var message = event("media");
            message.putObject("media")
                    .put("payload", base64(Arrays.copyOfRange(sound, at, Math.min(at + MESSAGE_BYTES, sound.length))));
            send(message);
        }
        var message = event("mark");
        message.putObject("mark").put("name", mark());
        send(message);
    }

    private void transcribe(String role, String text) {
        var message = event("transcript");
        message.putObject("transcript").put("role", role).put("text", text);
        send(message);
    }

    private String mark() {
        return "turn-" + turn;
    }

    private ObjectNode event(String name) {
        return JSON.createObjectNode().put("event", name).put("streamSid", streamSid);
    }

    private static String base64(byte[] sound) {
        return Base64.getEncoder().encodeToString(sound);
    }

    private void send(ObjectNode message) {
        if (context != null && context.channel().isActive()) {
            var _ = context.writeAndFlush(new TextWebSocketFrame(message.toString()));
        }
    }

    private void onLoop(Runnable task) {
        if (context != null && !context.executor().isShuttingDown()) {
            context.executor().execute(task);
        }
    }

    private @Nullable Future<?> onLoopAfter(Duration delay, Runnable task) {
        return context == null ? null : context.executor().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
