package chorus.provider.twilio;

import chorus.audio.Frame;
import chorus.mediastream.FrameReader;
import chorus.mediastream.FrameWriter;
import chorus.mediastream.PlayText;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One Media Streams socket that Twilio has opened to us: the only handler of its channel.
///
/// Owned by the channel's loop, which is the media loop of the call.
final class MediaSocket extends ChannelInboundHandlerAdapter implements FrameReader.Sink, StreamReader.Listener {
    private static final int MOST_MESSAGE_BYTES = 64 * 1024;
    private static final long MOST_PENDING_BYTES = 4L << 20;
    private static final Duration START_PATIENCE = Duration.ofSeconds(5);
    private static final long CLOSING_SECONDS = 2;

    private final Channel channel;
    private final AwaitedStream awaited;
    private final Duration patience;
    private final FrameReader in = FrameReader.fromClient(this, MOST_MESSAGE_BYTES);
    private final StreamReader reader = new StreamReader(this);
    private final FrameWriter out;
    private @Nullable Future<?> watch;
    private @Nullable Ear ear;
    private @Nullable PlayText sound;
    private String streamSid = "";
    private boolean heardSomething;
    private boolean stopped;
    private boolean ending;
    private Optional<String> endBeforeEar = Optional.empty();
    private long framesIn;
    private long framesOut;

    /// Hears what comes over a started stream. Called on the media loop.
    interface Ear {
        void heard(Frame frame);

        void pressed(char digit);

        void echoed(String mark);

        /// @param orderly Twilio said `stop`
        /// @param why     one sentence
        void closed(boolean orderly, String why);
    }

    /// @param patience how long Twilio may send nothing at all; zero: for ever
    MediaSocket(Channel channel, AwaitedStream awaited, Duration patience) {
        this.channel = channel;
        this.awaited = awaited;
        this.patience = patience;
        this.out = FrameWriter.asServer(channel);
    }

    /// Begins to read. On the channel's loop.
    void begin() {
        channel.pipeline().addLast(this);
        var _ = channel.eventLoop().schedule(this::giveUpUnstarted, START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        channel.config().setAutoRead(true);
        channel.read();
    }

    String streamSid() {
        return streamSid;
    }

    long framesIn() {
        return framesIn;
    }

    long framesOut() {
        return framesOut;
    }

    int badMessages() {
        return reader.bad();
    }

    // What the call does.

    /// From now on what comes goes there; what came before is gone.
    void listen(Ear newEar) {
        ear = newEar;
        endBeforeEar.ifPresent(why -> channel.eventLoop().execute(() -> newEar.closed(stopped, why)));
    }

    /// @return false when so much is under way that this was dropped
    boolean play(Frame frame) {
        if (ending || sound == null || out.pendingBytes() > MOST_PENDING_BYTES) {
            return false;
        }
        framesOut++;
        var text = sound.write(frame.bytes(), frame.offset(), frame.length());
        out.text(text.bytes(), text.length());
        return true;
    }

    /// @param name plain, nothing in it to be escaped
    void mark(String name) {
        send("{\"event\":\"mark\",\"streamSid\":\"" + streamSid + "\",\"mark\":{\"name\":\"" + name + "\"}}");
    }

    void clear() {
        send("{\"event\":\"clear\",\"streamSid\":\"" + streamSid + "\"}");
    }

    /// Ends the stream; Twilio goes on with the next verb of its TwiML.
    void close(int code) {
        if (!ending) {
            ending = true;
            quieten();
            out.close(code);
            var _ = channel.eventLoop().schedule(this::cut, CLOSING_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void cut() {
        var _ = channel.close();
    }

    private void send(String message) {
        if (!ending) {
            var bytes = message.getBytes(StandardCharsets.US_ASCII);
            out.text(bytes, bytes.length);
        }
    }

    // What Twilio says.

    @Override
    public void started(StreamReader.Start start) {
        if (!streamSid.isEmpty()) {
            return;
        }
        streamSid = start.streamSid();
        var _ = awaited.admit(start)
                .whenCompleteAsync((good, _) -> admit(Boolean.TRUE.equals(good)), channel.eventLoop());
    }

    private void admit(boolean good) {
        if (!good) {
            close(1008);
        } else if (!ending) {
            sound = new PlayText(streamSid);
            if (!patience.isZero()) {
                var millis = patience.toMillis();
                watch = channel.eventLoop().scheduleAtFixedRate(this::look, millis, millis, TimeUnit.MILLISECONDS);
            }
            if (!awaited.arrival().complete(this)) {
                close(1000);
            }
        }
    }

    private void giveUpUnstarted() {
        if (sound == null) {
            close(1008);
        }
    }

    @Override
    public void heard(Frame frame) {
        framesIn++;
        if (ear != null) {
            ear.heard(frame);
        }
    }

    @Override
    public void pressed(char digit) {
        if (ear != null) {
            ear.pressed(digit);
        }
    }

    @Override
    public void echoed(String mark) {
        if (ear != null) {
            ear.echoed(mark);
        }
    }

    @Override
    public void stopped() {
        stopped = true;
        over("Twilio ended the stream.");
        close(1000);
    }

    // What the socket does.

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        try {
            heardSomething = true;
            in.read(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void text(byte[] bytes, int offset, int length) {
        if (!ending && !reader.read(bytes, offset, length)) {
            over("Twilio sent more than " + StreamReader.MOST_BAD_MESSAGES + " messages that could not be understood.");
            close(1008);
        }
    }

    @Override
    public void binary(byte[] bytes, int offset, int length) {
        // The protocol has none.
    }

    @Override
    public void ping(byte[] bytes, int offset, int length) {
        if (!ending) {
            out.pong(bytes, offset, length);
        }
    }

    @Override
    public void closing(int code, String reason) {
        over("Twilio closed the stream's socket with code " + code + ".");
        if (!ending) {
            close(code);
        }
        var _ = channel.close();
    }

    @Override
    public void violation(int code, String why) {
        over("Twilio " + why + ".");
        close(code);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over("The stream's connection ended without a word.");
        ending = true;
        quieten();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        over("The stream's connection broke.");
        ending = true;
        quieten();
        var _ = channel.close();
    }

    /// Twilio sends sound all the time, also of a silent line.
    private void look() {
        if (!heardSomething) {
            over("Twilio sent nothing for " + patience.toSeconds() + " s.");
            close(1011);
        }
        heardSomething = false;
    }

    private void quieten() {
        if (watch != null) {
            watch.cancel(false);
        }
    }

    private void over(String why) {
        if (ending || endBeforeEar.isPresent()) {
            return;
        }
        endBeforeEar = Optional.of(why);
        if (ear != null) {
            ear.closed(stopped, why);
        }
    }
}
