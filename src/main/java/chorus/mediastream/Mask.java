package chorus.mediastream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The mask of a client's WebSocket frames (RFC 6455 §5.3): applied once it hides, applied twice it shows.
///
/// A key has the first byte of the mask lowest.
final class Mask {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Mask() {}

    /// The key that stands at `at`.
    static int read(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    static void apply(byte[] bytes, int offset, int length, int key) {
        var twice = (key & 0xFFFF_FFFFL) << 32 | (key & 0xFFFF_FFFFL);
        var at = 0;
        for (; at + 8 <= length; at += 8) {
            LONGS.set(bytes, offset + at, (long) LONGS.get(bytes, offset + at) ^ twice);
        }
        for (; at < length; at++) {
            bytes[offset + at] ^= (byte) (key >>> (8 * (at & 3)));
        }
    }
}
