package chorus.sip.transport;

import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.Map;

/// The channels of this machine: epoll's where there is epoll, the JDK's elsewhere.
///
/// @param patience how long a connection lives whose packets nobody takes, where the system lets that be chosen
record Native(
        IoHandlerFactory loops,
        Class<? extends DatagramChannel> datagrams,
        Class<? extends ServerSocketChannel> listeners,
        Class<? extends SocketChannel> connections,
        Map<ChannelOption<Integer>, Integer> patience) {
    private static final int UNTAKEN_MILLIS = 20_000;

    static Native best() {
        return Epoll.isAvailable()
                ? new Native(
                        EpollIoHandler.newFactory(),
                        EpollDatagramChannel.class,
                        EpollServerSocketChannel.class,
                        EpollSocketChannel.class,
                        Map.of(EpollChannelOption.TCP_USER_TIMEOUT, UNTAKEN_MILLIS))
                : new Native(
                        NioIoHandler.newFactory(),
                        NioDatagramChannel.class,
                        NioServerSocketChannel.class,
                        NioSocketChannel.class,
                        Map.of());
    }
}
