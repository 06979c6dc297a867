package chorus.mediastream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One WebSocket that a phone network has opened to us: the only handler of its channel. It reads and writes whole
/// messages; what they say is its [Dialect]'s.
///
/// Owned by the channel's loop, which is the media loop of the call.
public final class StreamSocket extends ChannelInboundHandlerAdapter implements FrameReader.Sink {
    private static final int MOST_MESSAGE_BYTES = 64 * 1024;
    private static final long MOST_PENDING_BYTES = 4L << 20;
    private static final long CLOSING_SECONDS = 2;

    private final Channel channel;
    private final String peer;
    private final Dialect dialect;
    private final FrameReader in = FrameReader.fromClient(this, MOST_MESSAGE_BYTES);
    private final FrameWriter out;
    private @Nullable Future<?> watch;
    private long patienceSeconds;
    private boolean heardSomething;
    private boolean ending;
    private boolean over;

    /// Understands the messages of one network. Called on the loop.
    public interface Dialect {
        /// A message. The array is valid during the call only.
        ///
        /// @return false when so many could not be understood that the socket should end
        boolean read(byte[] bytes, int offset, int length);

        /// The socket has ended, and not by us; once.
        ///
        /// @param why one sentence
        void over(String why);
    }

    /// @param peer who is at the other end, in sentences
    public StreamSocket(Channel channel, String peer, Dialect dialect) {
        this.channel = channel;
        this.peer = peer;
        this.dialect = dialect;
        this.out = FrameWriter.asServer(channel);
    }

    /// Begins to read. On the channel's loop.
    public void begin() {
        channel.pipeline().addLast(this);
        channel.config().setAutoRead(true);
        channel.read();
    }

    public EventLoop loop() {
        return channel.eventLoop();
    }

    /// From now on nothing at all for this long is an end; zero: never.
    public void watch(Duration patience) {
        if (!patience.isZero() && !ending) {
            patienceSeconds = patience.toSeconds();
            var millis = patience.toMillis();
            watch = loop().scheduleAtFixedRate(this::look, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    public boolean isEnding() {
        return ending;
    }

    /// Whether so much is under way that no more sound should be sent.
    public boolean isFull() {
        return out.pendingBytes() > MOST_PENDING_BYTES;
    }

    /// Sends a message, unless the socket is ending. The array's content is spent.
    public void send(byte[] bytes, int length) {
        if (!ending) {
            out.text(bytes, length);
        }
    }

    public void close(int code) {
        if (!ending) {
            ending = true;
            quieten();
            out.close(code);
            var _ = loop().schedule(this::cut, CLOSING_SECONDS, TimeUnit.SECONDS);
        }
    }

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
        if (!ending && !dialect.read(bytes, offset, length)) {
            end(peer + " sent too many messages that could not be understood.");
            close(1008);
        }
    }

    @Override
    public void binary(byte[] bytes, int offset, int length) {
        // No dialect has any.
    }

    @Override
    public void ping(byte[] bytes, int offset, int length) {
        if (!ending) {
            out.pong(bytes, offset, length);
        }
    }

    @Override
    public void closing(int code, String reason) {
        end(peer + " closed the stream's socket with code " + code + ".");
        close(code);
        cut();
    }

    @Override
    public void violation(int code, String why) {
        end(peer + " " + why + ".");
        close(code);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone("The stream's connection ended without a word.");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        gone("The stream's connection broke.");
        cut();
    }

    private void look() {
        if (!heardSomething) {
            end(peer + " sent nothing for " + patienceSeconds + " s.");
            close(1011);
        }
        heardSomething = false;
    }

    private void gone(String why) {
        end(why);
        ending = true;
        quieten();
    }

    private void cut() {
        var _ = channel.close();
    }

    private void quieten() {
        if (watch != null) {
            watch.cancel(false);
        }
    }

    private void end(String why) {
        if (!ending && !over) {
            over = true;
            dialect.over(why);
        }
    }
}
