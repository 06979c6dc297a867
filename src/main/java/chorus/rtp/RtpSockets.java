package chorus.rtp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/// The two sockets of a session: RTP on an even port, RTCP on the odd one above it.
record RtpSockets(Channel rtp, Channel rtcp, int port) {
    /// The traffic class of telephony (RFC 4594 §4.1), above the two bits of congestion notification.
    private static final int EXPEDITED_FORWARDING = 46 << 2;

    /// Binds both, or nothing when one of the ports is taken. Blocks; not to be called on the loop.
    static Optional<RtpSockets> bind(RtpLoop home, InetAddress address, int port, RtpSession session) {
        var rtp = bootstrap(home, address, session::rtp).bind(address, port);
        var rtcp = bootstrap(home, address, session::rtcp).bind(address, port + 1);
        rtp.awaitUninterruptibly();
        rtcp.awaitUninterruptibly();
        var sockets = new RtpSockets(rtp.channel(), rtcp.channel(), port);
        if (rtp.isSuccess() && rtcp.isSuccess()) {
            return Optional.of(sockets);
        }
        sockets.close();
        return Optional.empty();
    }

    /// Closes both, soon.
    void close() {
        var _ = rtp.close();
        var _ = rtcp.close();
    }

    /// Runs `task` once neither port is in use any more.
    void whenClosed(Runnable task) {
        var _ = rtp.closeFuture().addListener(_ -> rtcp.closeFuture().addListener(_ -> task.run()));
    }

    private static Bootstrap bootstrap(RtpLoop home, InetAddress address, RtpHandler.Datagrams datagrams) {
        var allocator = new FixedRecvByteBufAllocator(RtpHandler.LONGEST);
        allocator.maxMessagesPerRead(1);
        return new Bootstrap()
                .group(home.loop())
                .channelFactory(factory(home.loop(), address))
                .option(ChannelOption.RECVBUF_ALLOCATOR, allocator)
                .option(ChannelOption.IP_TOS, EXPEDITED_FORWARDING)
                .handler(new RtpHandler(home.scratch(), datagrams));
    }

    private static ChannelFactory<DatagramChannel> factory(EventLoop loop, InetAddress address) {
        var family = address instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
        if (loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class)) {
            return () -> new EpollDatagramChannel(family);
        }
        return () -> new NioDatagramChannel(family);
    }
}
