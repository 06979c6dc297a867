package chorus.rtp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings datagrams from a socket to their session.
final class RtpHandler extends ChannelInboundHandlerAdapter {
    /// Larger datagrams are cut by the socket, and refused.
    static final int LONGEST = 1600;

    private static final Logger LOG = LoggerFactory.getLogger(RtpHandler.class);

    private final byte[] scratch;
    private final Datagrams datagrams;
    private boolean failed;

    /// Takes a datagram, valid during the call only.
    interface Datagrams {
        void take(byte[] bytes, int length, InetSocketAddress source);
    }

    /// @param scratch room for one datagram, shared by all handlers of a loop
    RtpHandler(byte[] scratch, Datagrams datagrams) {
        this.scratch = scratch;
        this.datagrams = datagrams;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof DatagramPacket datagram)) {
            return;
        }
        try {
            var length = datagram.content().readableBytes();
            if (length < scratch.length) {
                datagram.content().readBytes(scratch, 0, length);
                datagrams.take(scratch, length, datagram.sender());
            }
        } finally {
            datagram.release();
        }
    }

    /// UDP sockets report other hosts' refusals as errors: nothing to do. Of ours, the first is told.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof java.io.IOException) && !failed) {
            failed = true;
            LOG.error("Taking a datagram on {} failed; more of the same is not logged.", context.channel(), cause);
        }
    }
}
