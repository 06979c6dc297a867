package chorus.agent;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.call.AnsweredBy;
import chorus.mediastream.FrameReader;
import chorus.mediastream.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An open stream: the last handler of its channel's pipeline.
///
/// Owned by the channel's loop, which is the call's media loop; only [#close] may come from elsewhere.
final class WebSocketStream extends ChannelInboundHandlerAdapter implements AgentStream, FrameReader.Sink {
    private static final int MOST_BYTES = 1 << 20;
    private static final long CLOSING_SECONDS = 2;
    private static final long GAP_MILLIS = 200;

    private final Channel channel;
    private final AgentOptions options;
    private final StreamTally tally;
    private final FrameReader in = FrameReader.fromServer(this, MOST_BYTES);
    private final FrameWriter out;
    private final Future<?> watch;
    private @Nullable Listener listener;
    private @Nullable ProtocolReader reader;
    private @Nullable ProtocolWriter writer;
    private @Nullable End endBeforeStart;
    private boolean ending;
    private long quietNanos;
    private long startNanos;
    private long positionMillis;

    private record End(boolean orderly, String why) {}

    /// Called on the channel's loop.
    WebSocketStream(Channel channel, AgentOptions options, StreamTally tally) {
        this.channel = channel;
        this.options = options;
        this.tally = tally;
        this.out = FrameWriter.asClient(channel);
        var nanos = options.pingEvery().toNanos();
        this.watch = channel.eventLoop().scheduleAtFixedRate(this::askForLife, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    // What the call does.

    @Override
    public void onLoop(Runnable task) {
        channel.eventLoop().execute(task);
    }

    @Override
    public void start(StreamStart start, Listener newListener) {
        listener = newListener;
        reader = new ProtocolReader(tally, start.streamSid(), newListener);
        writer = new ProtocolWriter(start);
        startNanos = System.nanoTime();
        if (endBeforeStart != null) {
            var end = endBeforeStart;
            channel.eventLoop().execute(() -> newListener.closed(end.orderly, end.why));
            return;
        }
        send(ProtocolWriter.connected());
        send(writer.start());
    }

    @Override
    public void hear(Frame frame) {
        if (ending || writer == null) {
            return;
        }
        var timestamp = advance(frame.length() / AudioFormat.BYTES_PER_MS);
        if (!out.isKeepingUp() || frame.format() != AudioFormat.PCMU) {
            tally.droppedFrames.increment();
            return;
        }
        var text = writer.media(frame.bytes(), frame.offset(), frame.length(), timestamp);
        out.text(text.bytes(), text.length());
    }

    /// The place of the next sound on the stream's time line, which follows the sound and jumps over gaps in it.
    private long advance(int millis) {
        var elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        if (elapsed - positionMillis > GAP_MILLIS) {
            positionMillis = elapsed;
        }
        var timestamp = positionMillis;
        positionMillis += millis;
        return timestamp;
    }

    @Override
    public void pressed(char digit) {
        if (writer != null) {
            send(writer.dtmf(digit));
        }
    }

    @Override
    public void reached(String mark, long heardMillis, boolean played) {
        if (writer != null) {
            send(writer.mark(mark, heardMillis, played));
        }
    }

    @Override
    public void held(boolean sounds) {
        if (writer != null) {
            send(writer.held(sounds));
        }
    }

    @Override
    public void resumed() {
        if (writer != null) {
            send(writer.resumed());
        }
    }

    @Override
    public void cleared(long heardMillis) {
        if (writer != null) {
            send(writer.cleared(heardMillis));
        }
    }

    @Override
    public void answeredBy(AnsweredBy who) {
        if (writer != null) {
            send(writer.answeredBy(who));
        }
    }

    @Override
    public void transferOutcome(String status, String why) {
        if (writer != null) {
            send(writer.transfer(status, why));
        }
    }

    @Override
    public void close() {
        if (channel.eventLoop().inEventLoop()) {
            leave();
        } else if (!channel.eventLoop().isShuttingDown()) {
            channel.eventLoop().execute(this::leave);
        }
    }

    private void leave() {
        if (writer != null) {
            send(writer.stop());
        }
        finish(1000);
    }

    private void send(byte[] text) {
        if (ending) {
            return;
        }
        out.text(text, text.length);
        giveUpIfStuck();
    }

    private void giveUpIfStuck() {
        if (out.isStuck()) {
            lost(1008, "The agent has stopped reading what it is sent.");
        }
    }

    // What the socket does.

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        try {
            quietNanos = 0;
            in.read(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void text(byte[] bytes, int offset, int length) {
        if (ending) {
            return;
        }
        if (reader == null) {
            tally.ignoredMessages.increment();
        } else if (!reader.read(bytes, offset, length)) {
            lost(
                    1008,
                    "The agent sent more than " + ProtocolReader.MOST_BAD_MESSAGES
                            + " messages that could not be understood.");
        }
    }

    @Override
    public void binary(byte[] bytes, int offset, int length) {
        tally.binaryMessages.increment();
    }

    @Override
    public void ping(byte[] bytes, int offset, int length) {
        if (!ending) {
            out.pong(bytes, offset, length);
            giveUpIfStuck();
        }
    }

    @Override
    public void closing(int code, String reason) {
        if (ending) {
            var _ = channel.close();
            return;
        }
        var orderly = code == 1000 || code == 1001 || code == 1005;
        var said = reason.isBlank() ? "." : ": " + Words.tame(reason) + ".";
        finish(code);
        var _ = channel.close();
        report(
                orderly,
                orderly ? "The agent closed its socket." : "The agent closed its socket with code " + code + said);
    }

    @Override
    public void violation(int code, String why) {
        lost(code, "The agent " + why + ".");
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lost(1006, "The agent's connection ended without a word.");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        lost(1006, "The agent's connection broke: " + Words.tame(String.valueOf(cause.getMessage())) + ".");
        var _ = channel.close();
    }

    // How it ends.

    private void askForLife() {
        quietNanos += options.pingEvery().toNanos();
        if (quietNanos >= options.deadAfter().toNanos()) {
            lost(
                    1011,
                    "The agent sent nothing, not even an answer to a ping, for "
                            + options.deadAfter().toSeconds() + " s.");
        } else {
            out.ping();
        }
    }

    private void lost(int code, String why) {
        if (ending) {
            return;
        }
        finish(code);
        report(false, why);
    }

    /// Says goodbye and waits a moment for the other side's goodbye.
    private void finish(int code) {
        if (ending) {
            return;
        }
        ending = true;
        watch.cancel(false);
        if (channel.isActive()) {
            out.close(code);
            var _ = channel.eventLoop().schedule(this::cut, CLOSING_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void cut() {
        var _ = channel.close();
    }

    private void report(boolean orderly, String why) {
        if (listener == null) {
            endBeforeStart = new End(orderly, why);
        } else {
            listener.closed(orderly, why);
        }
    }
}
