package chorus.mediastream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/// Writes WebSocket frames, a client's masked (RFC 6455 §5.3), each in one buffer and one write.
///
/// Owned by the media loop of its socket.
public final class FrameWriter {
    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int MOST_PENDING_BYTES = 256 * 1024;

    private final Channel channel;
    private final boolean masked;

    private FrameWriter(Channel channel, boolean masked) {
        this.channel = channel;
        this.masked = masked;
    }

    /// Writes as the side that opened the socket.
    public static FrameWriter asClient(Channel channel) {
        return new FrameWriter(channel, true);
    }

    /// Writes as the side that the socket was opened to.
    public static FrameWriter asServer(Channel channel) {
        return new FrameWriter(channel, false);
    }

    /// Whether more may be written without piling up behind a peer that reads slowly.
    public boolean isKeepingUp() {
        return channel.isWritable();
    }

    /// Whether so much is piled up that the peer must be taken for one that has stopped reading.
    public boolean isStuck() {
        return channel.bytesBeforeWritable() > MOST_PENDING_BYTES;
    }

    /// What was written and has not left yet, beyond what may always pile up.
    public long pendingBytes() {
        return channel.bytesBeforeWritable();
    }

    /// Sends `length` bytes as a text frame. The array may be masked in place: its content is spent.
    public void text(byte[] bytes, int length) {
        write(TEXT, bytes, length);
    }

    /// The same as a binary frame.
    public void binary(byte[] bytes, int length) {
        write(BINARY, bytes, length);
    }

    public void ping() {
        write(PING, new byte[0], 0);
    }

    public void pong(byte[] bytes, int offset, int length) {
        write(PONG, Arrays.copyOfRange(bytes, offset, offset + length), length);
    }

    /// @param code what may not stand in a frame (RFC 6455 §7.4) is replaced by 1000, or by no frame for 1006
    public void close(int code) {
        if (code != 1006) {
            var allowed = code >= 1000 && code < 5000 && code != 1004 && code != 1005 && code != 1015 ? code : 1000;
            write(CLOSE, new byte[] {(byte) (allowed >> 8), (byte) allowed}, 2);
        }
    }

    private void write(int opcode, byte[] bytes, int length) {
        if (!channel.isActive()) {
            return;
        }
        var frame = channel.alloc().ioBuffer(14 + length);
        writeHeader(frame, opcode, length);
        if (masked) {
            var key = ThreadLocalRandom.current().nextInt();
            Mask.apply(bytes, 0, length, key);
            frame.writeIntLE(key);
        }
        frame.writeBytes(bytes, 0, length);
        var _ = channel.writeAndFlush(frame, channel.voidPromise());
    }

    private void writeHeader(ByteBuf frame, int opcode, int length) {
        var bit = masked ? 0x80 : 0;
        frame.writeByte(opcode);
        if (length < 126) {
            frame.writeByte(bit | length);
        } else if (length < 65_536) {
            frame.writeByte(bit | 126).writeShort(length);
        } else {
            frame.writeByte(bit | 127).writeLong(length);
        }
    }
}
