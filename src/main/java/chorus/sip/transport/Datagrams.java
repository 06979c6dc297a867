package chorus.sip.transport;

import chorus.sip.transport.SipCounters.Event;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Reads UDP: a datagram, a message.
final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
    /// `SIP/`, read as a number.
    private static final int STATUS_LINE = 0x5349502F;

    private final Gate gate;
    private @Nullable Source last;

    Datagrams(Gate gate) {
        this.gate = gate;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext channel, DatagramPacket packet) {
        var sender = packet.sender();
        if (sender.getPort() == 0) {
            return;
        }
        if (!gate.hears(sender.getAddress(), isResponse(packet.content()))) {
            gate.drop(
                    new Source(sender.getAddress(), sender.getPort(), Transport.UDP),
                    packet.content().nioBuffer());
        } else if (!isKeepAlive(packet.content())) {
            gate.pass(ByteBufUtil.getBytes(packet.content()), source(sender.getAddress(), sender.getPort()));
        }
    }

    /// A trunk sends one message after the other: what is remembered of them shares one source.
    private Source source(InetAddress address, int port) {
        var known = last;
        if (known == null || known.port() != port || !known.address().equals(address)) {
            known = new Source(address, port, Transport.UDP);
            last = known;
        }
        return known;
    }

    /// What could not be sent surfaces here, and ICMP's answers to what was: they concern one peer, not the socket.
    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        gate.counters().count(Event.UNSENDABLE);
    }

    /// Its first bytes are those of a status line.
    private static boolean isResponse(ByteBuf content) {
        var first = content.readerIndex();
        return content.readableBytes() > 4 && content.getInt(first) == STATUS_LINE;
    }

    /// A few bytes of nothing, which phones send to keep a NAT open.
    private static boolean isKeepAlive(ByteBuf content) {
        var length = content.readableBytes();
        for (var i = 0; i < Math.min(length, 5); i++) {
            var octet = content.getByte(content.readerIndex() + i);
            if (octet != '\r' && octet != '\n' && octet != 0 && octet != ' ') {
                return false;
            }
        }
        return length < 5;
    }
}
