package chorus.provider.browser;

import chorus.audio.Frame;
import chorus.mediastream.FrameReader;
import chorus.mediastream.FrameWriter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A browser's socket: binary frames are PCMU, text frames are small JSON objects. The only handler of its channel.
///
/// Owned by the channel's loop, which is the media loop of the call; [#tell], [#refuse] and [#isGone] are safe from any
/// thread.
final class BrowserSocket extends ChannelInboundHandlerAdapter implements FrameReader.Sink {
    private static final int MOST_MESSAGE_BYTES = 4096;
    private static final int MOST_BAD_MESSAGES = 100;
    private static final long CLOSING_SECONDS = 2;
    /// Sound may come a little quicker than real time, for clocks differ and networks bunch; beyond that it is dropped.
    private static final long BYTES_PER_SECOND = 10_000;

    private static final long MOST_AHEAD = 16_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Channel channel;
    private final FrameReader in = FrameReader.fromClient(this, MOST_MESSAGE_BYTES);
    private final FrameWriter out;
    private final long openedNanos = System.nanoTime();
    private @Nullable Ear ear;
    private volatile Optional<String> gone = Optional.empty();
    private boolean orderly;
    private boolean ending;
    private long soundIn;
    private long framesIn;
    private long framesOut;
    private long dropped;
    private int bad;

    /// Hears what comes from the browser. Called on the media loop.
    interface Ear {
        void heard(byte[] pcmu, int offset, int length);

        void pressed(char digit);

        /// @param orderly the browser said so
        /// @param why     one sentence
        void closed(boolean orderly, String why);
    }

    BrowserSocket(Channel channel) {
        this.channel = channel;
        this.out = FrameWriter.asServer(channel);
    }

    /// Begins to read. On the channel's loop.
    void begin() {
        channel.pipeline().addLast(this);
        channel.config().setAutoRead(true);
        channel.read();
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    boolean isGone() {
        return gone.isPresent();
    }

    String summary() {
        return "browser: " + framesIn + " frames of sound from it, " + framesOut + " to it, " + dropped + " dropped, "
                + bad + " messages not understood";
    }

    boolean heardAnything() {
        return framesIn > 0;
    }

    void listen(Ear newEar) {
        ear = newEar;
        gone.ifPresent(why -> channel.eventLoop().execute(() -> newEar.closed(orderly, why)));
    }

    /// Sends sound; drops it when the browser does not read.
    void play(Frame frame) {
        if (ending || !out.isKeepingUp()) {
            dropped++;
            return;
        }
        framesOut++;
        out.binary(slice(frame), frame.length());
    }

    private static byte[] slice(Frame frame) {
        if (frame.offset() != 0) {
            throw new IllegalArgumentException("Sound for a browser begins at the beginning of its array.");
        }
        return frame.bytes();
    }

    void tell(String event) {
        send(Map.of("event", event));
    }

    /// Says why the call is not taken, and closes.
    void refuse(String reason, String message) {
        send(Map.of("event", "refused", "reason", reason, "message", message));
        channel.eventLoop().execute(() -> close(1000));
    }

    void close(int code) {
        if (!ending) {
            ending = true;
            out.close(code);
            var _ = channel.eventLoop().schedule(this::cut, CLOSING_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void cut() {
        var _ = channel.close();
    }

    private void send(Map<String, String> message) {
        channel.eventLoop().execute(() -> {
            if (!ending) {
                var bytes = json(message);
                out.text(bytes, bytes.length);
            }
        });
    }

    private static byte[] json(Map<String, String> message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (IOException e) {
            throw new IllegalStateException("Texts are JSON.", e);
        }
    }

    // What the browser says.

    @Override
    public void binary(byte[] bytes, int offset, int length) {
        var most = MOST_AHEAD + (System.nanoTime() - openedNanos) / 1_000_000 * BYTES_PER_SECOND / 1000;
        if (soundIn + length > most) {
            dropped++;
            return;
        }
        soundIn += length;
        framesIn++;
        if (ear != null && length > 0) {
            ear.heard(bytes, offset, length);
        }
    }

    @Override
    public void text(byte[] bytes, int offset, int length) {
        if (!understands(bytes, offset, length) && ++bad > MOST_BAD_MESSAGES) {
            violation(1008, "sent more than " + MOST_BAD_MESSAGES + " messages that could not be understood");
        }
    }

    private boolean understands(byte[] bytes, int offset, int length) {
        try {
            var message = JSON.readTree(new String(bytes, offset, length, StandardCharsets.UTF_8));
            return switch (message.path("event").asText()) {
                case "dtmf" -> press(message.path("digit").asText());
                case "hangup" -> hungUp();
                default -> false;
            };
        } catch (IOException _) {
            return false;
        }
    }

    private boolean press(String digit) {
        if (!digit.matches("[0-9*#A-D]")) {
            return false;
        }
        if (ear != null) {
            ear.pressed(digit.charAt(0));
        }
        return true;
    }

    private boolean hungUp() {
        orderly = true;
        over("The browser hung up.");
        close(1000);
        return true;
    }

    // What the socket does.

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        try {
            in.read(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void ping(byte[] bytes, int offset, int length) {
        if (!ending) {
            out.pong(bytes, offset, length);
        }
    }

    @Override
    public void closing(int code, String reason) {
        orderly = true;
        over("The browser closed the socket.");
        close(code);
        var _ = channel.close();
    }

    @Override
    public void violation(int code, String why) {
        over("The browser " + why + ".");
        close(code);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over("The browser's connection ended without a word.");
        ending = true;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        over("The browser's connection broke.");
        ending = true;
        var _ = channel.close();
    }

    private void over(String why) {
        if (gone.isEmpty() && !ending) {
            gone = Optional.of(why);
            if (ear != null) {
                ear.closed(orderly, why);
            }
        }
    }
}
