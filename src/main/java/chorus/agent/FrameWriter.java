package chorus.agent;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.ThreadLocalRandom;

/// Writes a client's WebSocket frames, masked (RFC 6455 §5.3), each in one buffer and one write.
///
/// Owned by the stream's media loop.
final class FrameWriter {
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int MOST_PENDING_BYTES = 256 * 1024;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Channel channel;

    FrameWriter(Channel channel) {
        this.channel = channel;
    }

    /// Whether more may be written without piling up behind a peer that reads slowly.
    boolean isKeepingUp() {
        return channel.isWritable();
    }

    /// Whether so much is piled up that the peer must be taken for one that has stopped reading.
    boolean isStuck() {
        return channel.bytesBeforeWritable() > MOST_PENDING_BYTES;
    }

    /// Sends `length` bytes as a text frame. The array is masked in place: its content is spent.
    void text(byte[] bytes, int length) {
        write(TEXT, bytes, length);
    }

    void ping() {
        write(PING, new byte[0], 0);
    }

    void pong(byte[] bytes, int offset, int length) {
        write(PONG, java.util.Arrays.copyOfRange(bytes, offset, offset + length), length);
    }

    /// @param code what may not stand in a frame (RFC 6455 §7.4) is replaced by 1000, or by no frame for 1006
    void close(int code) {
        if (code != 1006) {
            var allowed = code >= 1000 && code < 5000 && code != 1004 && code != 1005 && code != 1015 ? code : 1000;
            write(CLOSE, new byte[] {(byte) (allowed >> 8), (byte) allowed}, 2);
        }
    }

    private void write(int opcode, byte[] bytes, int length) {
        if (!channel.isActive()) {
            return;
        }
        var key = ThreadLocalRandom.current().nextInt();
        mask(bytes, length, key);
        var frame = channel.alloc().ioBuffer(14 + length);
        writeHeader(frame, opcode, length);
        frame.writeIntLE(key).writeBytes(bytes, 0, length);
        var _ = channel.writeAndFlush(frame, channel.voidPromise());
    }

    private static void writeHeader(ByteBuf frame, int opcode, int length) {
        frame.writeByte(opcode);
        if (length < 126) {
            frame.writeByte(0x80 | length);
        } else if (length < 65_536) {
            frame.writeByte(0x80 | 126).writeShort(length);
        } else {
            frame.writeByte(0x80 | 127).writeLong(length);
        }
    }

    /// @param key first byte of the mask lowest
    private static void mask(byte[] bytes, int length, int key) {
        var twice = (key & 0xFFFF_FFFFL) << 32 | (key & 0xFFFF_FFFFL);
        var at = 0;
        for (; at + 8 <= length; at += 8) {
            LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ twice);
        }
        for (; at < length; at++) {
            bytes[at] ^= (byte) (key >>> (8 * (at & 3)));
        }
    }
}
