package chorus.sip.transport;

import chorus.sip.message.MessageLength;
import chorus.sip.message.MessageParser;
import chorus.sip.transport.SipCounters.Event;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Cuts a stream into messages, and answers the double CRLF that asks whether we live (RFC 5626 §3.5.1).
///
/// A stream that cannot be cut is closed: where the next message begins is lost.
@SuppressWarnings("FutureReturnValueIgnored") // A close that fails leaves nothing to be done.
final class StreamCutter extends ByteToMessageDecoder {
    static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SipCounters counters;
    /// How far the head at hand was searched for its end.
    private int searched;

    /// How long the message at hand is; 0 while its head is incomplete.
    private int expected;

    /// We asked whether the peer lives: a single line break is its answer, not half a question.
    private boolean pongExpected;

    private boolean answered;

    StreamCutter(SipCounters counters) {
        this.counters = counters;
    }

    void expectPong() {
        pongExpected = true;
    }

    /// The peer has answered a question whether it lives.
    boolean hasAnswered() {
        return answered;
    }

    @Override
    protected void decode(ChannelHandlerContext channel, ByteBuf in, List<Object> out) {
        if (expected == 0 && !skipKeepAlive(channel, in)) {
            readHead(channel, in);
        }
        if (expected > 0 && in.readableBytes() >= expected) {
            out.add(ByteBufUtil.getBytes(in.readSlice(expected)));
            expected = 0;
            searched = 0;
        }
    }

    /// @return true when nothing but keep-alive, or the beginning of one, is there
    private boolean skipKeepAlive(ChannelHandlerContext channel, ByteBuf in) {
        while (searched == 0 && in.readableBytes() >= 2 && isLineBreak(in, in.readerIndex())) {
            if (in.readableBytes() >= 4 && isLineBreak(in, in.readerIndex() + 2)) {
                in.skipBytes(4);
                channel.writeAndFlush(Unpooled.wrappedBuffer(PONG));
            } else if (in.readableBytes() < 4 && !pongExpected) {
                return true;
            } else {
                in.skipBytes(2);
                answered |= pongExpected;
                pongExpected = false;
            }
        }
        return in.readableBytes() < 4;
    }

    private void readHead(ChannelHandlerContext channel, ByteBuf in) {
        var end = endOfHead(in);
        if (end < 0) {
            if (in.readableBytes() > MessageParser.MAX_MESSAGE) {
                giveUp(channel, in, Event.TOO_LARGE);
            }
            return;
        }
        var head = ByteBufUtil.getBytes(in, in.readerIndex(), end);
        var body = MessageLength.ofBody(head);
        if (body < 0 || end + 4 + body > MessageParser.MAX_MESSAGE) {
            giveUp(channel, in, body < 0 ? Event.UNPARSABLE : Event.TOO_LARGE);
        } else {
            expected = end + 4 + body;
        }
    }

    private int endOfHead(ByteBuf in) {
        for (var i = searched; i + 3 < in.readableBytes(); i++) {
            if (isLineBreak(in, in.readerIndex() + i) && isLineBreak(in, in.readerIndex() + i + 2)) {
                return i;
            }
        }
        searched = Math.max(0, in.readableBytes() - 3);
        return -1;
    }

    private void giveUp(ChannelHandlerContext channel, ByteBuf in, Event why) {
        counters.count(why);
        in.skipBytes(in.readableBytes());
        channel.close();
    }

    private static boolean isLineBreak(ByteBuf in, int at) {
        return in.getByte(at) == '\r' && in.getByte(at + 1) == '\n';
    }
}
