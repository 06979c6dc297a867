package chorus.mediastream;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the far side's WebSocket frames (RFC 6455 §5.2) and puts fragmented messages together.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-------+-+-------------+-------------------------------+
/// |F|R|R|R| opcode|M| length (7)  |   length (16 or 64, if 126/127)
/// |I|S|S|S|  (4)  |A|             |   and, from a client only,    |
/// |N|V|V|V|       |S|             |   a mask of 32 bits           |
/// +-+-+-+-+-------+-+-------------+-------------------------------+
/// ```
///
/// Owned by the media loop of its socket. Nothing is allocated per frame.
public final class FrameReader {
    private static final int MASK_BYTES = 4;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int USUAL_BYTES = 2048;
    private static final int KEPT_BYTES = 16_384;

    /// What is done with a frame. The arrays are valid during the call only.
    public interface Sink {
        void text(byte[] bytes, int offset, int length);

        void binary(byte[] bytes, int offset, int length);

        void ping(byte[] bytes, int offset, int length);

        /// @param code 1005 when the frame had none
        void closing(int code, String reason);

        /// The peer broke the WebSocket protocol; nothing more is read.
        ///
        /// @param code the close code that says so (RFC 6455 §7.4.1)
        void violation(int code, String why);
    }

    private final Sink sink;
    private final boolean masked;
    private final int mostBytes;
    private byte[] bytes = new byte[USUAL_BYTES];
    private int filled;
    private byte[] message = {};
    private int messageLength;
    private int messageOpcode;
    private boolean done;

    private FrameReader(Sink sink, boolean masked, int mostBytes) {
        this.sink = sink;
        this.masked = masked;
        this.mostBytes = mostBytes;
    }

    /// Reads what a server sends, which masks nothing (RFC 6455 §5.1).
    ///
    /// @param mostBytes of one message, its fragments together
    public static FrameReader fromServer(Sink sink, int mostBytes) {
        return new FrameReader(sink, false, mostBytes);
    }

    /// Reads what a client sends, which masks everything (RFC 6455 §5.1).
    ///
    /// @param mostBytes of one message, its fragments together
    public static FrameReader fromClient(Sink sink, int mostBytes) {
        return new FrameReader(sink, true, mostBytes);
    }

    public void read(ByteBuf in) {
        if (done) {
            return;
        }
        var more = in.readableBytes();
        makeRoom(filled + more);
        in.readBytes(bytes, filled, more);
        filled += more;
        keep(takeFrames());
    }

    /// @return how many bytes were taken
    private int takeFrames() {
        var at = 0;
        for (var taken = takeFrame(at); taken > 0 && !done; taken = takeFrame(at)) {
            at += taken;
        }
        return at;
    }

    private void makeRoom(int needed) {
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
    }

    private void keep(int from) {
        filled -= from;
        if (filled == 0 && bytes.length > KEPT_BYTES) {
            bytes = new byte[USUAL_BYTES];
        } else if (from > 0 && filled > 0) {
            System.arraycopy(bytes, from, bytes, 0, filled);
        }
    }

    /// @return the frame's length, or 0 when it is not all there
    private int takeFrame(int at) {
        var available = filled - at;
        if (available < 2) {
            return 0;
        }
        var short7 = bytes[at + 1] & 0x7F;
        var header = (short7 < 126 ? 2 : short7 == 126 ? 4 : 10) + (masked ? MASK_BYTES : 0);
        if (!headerIsSound(bytes[at], bytes[at + 1]) || available < header) {
            return 0;
        }
        var length = short7 < 126 ? short7 : bigEndian(at + 2, short7 == 126 ? 2 : 8);
        var before = (bytes[at] & 0x0F) >= CLOSE ? 0 : messageLength;
        if (length < 0 || length + before > mostBytes) {
            violate(1009, "sent a message of more than " + mostBytes + " bytes");
            return 0;
        }
        if (available < header + length) {
            return 0;
        }
        if (masked) {
            Mask.apply(bytes, at + header, (int) length, Mask.read(bytes, at + header - MASK_BYTES));
        }
        deliver(bytes[at], at + header, (int) length);
        return header + (int) length;
    }

    private boolean headerIsSound(byte first, byte second) {
        var opcode = first & 0x0F;
        if ((first & 0x70) != 0) {
            return violate(1002, "set reserved bits of a WebSocket frame");
        }
        if (masked != ((second & 0x80) != 0)) {
            return violate(
                    1002,
                    masked
                            ? "sent a WebSocket frame without a mask, which clients must not do"
                            : "masked a WebSocket frame, which servers must not do");
        }
        if (opcode >= CLOSE && ((first & 0x80) == 0 || (second & 0x7F) > 125)) {
            return violate(1002, "sent a WebSocket control frame that is fragmented or too long");
        }
        if (opcode > PONG || (opcode > BINARY && opcode < CLOSE)) {
            return violate(1002, "sent a WebSocket frame of unknown kind " + opcode);
        }
        return opcode >= CLOSE
                || (opcode == CONTINUATION) == (messageOpcode != 0)
                || violate(1002, "sent WebSocket fragments out of order");
    }

    private boolean violate(int code, String why) {
        if (!done) {
            done = true;
            sink.violation(code, why);
        }
        return false;
    }

    private long bigEndian(int at, int count) {
        var value = 0L;
        for (var i = 0; i < count; i++) {
            value = value << 8 | (bytes[at + i] & 0xFF);
        }
        return value;
    }

    private void deliver(byte first, int offset, int length) {
        switch (first & 0x0F) {
            case CLOSE -> deliverClose(offset, length);
            case PING -> sink.ping(bytes, offset, length);
            case PONG -> {}
            case CONTINUATION -> fragment((first & 0x80) != 0, offset, length);
            default -> begin(first & 0x0F, (first & 0x80) != 0, offset, length);
        }
    }

    private void deliverClose(int offset, int length) {
        done = true;
        if (length < 2) {
            sink.closing(1005, "");
        } else {
            var reason = new String(bytes, offset + 2, length - 2, StandardCharsets.UTF_8);
            sink.closing((int) bigEndian(offset, 2), reason);
        }
    }

    private void begin(int opcode, boolean whole, int offset, int length) {
        if (!whole) {
            messageOpcode = opcode;
            append(offset, length);
        } else if (opcode == TEXT) {
            sink.text(bytes, offset, length);
        } else {
            sink.binary(bytes, offset, length);
        }
    }

    private void fragment(boolean last, int offset, int length) {
        append(offset, length);
        if (!last) {
            return;
        }
        var text = messageOpcode == TEXT;
        var whole = message;
        var wholeLength = messageLength;
        messageOpcode = 0;
        messageLength = 0;
        message = new byte[0];
        if (text) {
            sink.text(whole, 0, wholeLength);
        } else {
            sink.binary(whole, 0, wholeLength);
        }
    }

    private void append(int offset, int length) {
        if (messageLength + length > message.length) {
            message = Arrays.copyOf(message, Math.max(messageLength + length, 2 * message.length));
        }
        System.arraycopy(bytes, offset, message, messageLength, length);
        messageLength += length;
    }
}
