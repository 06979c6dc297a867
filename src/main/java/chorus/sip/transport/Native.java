package chorus.sip.transport;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
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

/// The channels of this machine: epoll's where there is epoll, the JDK's elsewhere.
record Native(
        IoHandlerFactory loops,
        Class<? extends DatagramChannel> datagrams,
        Class<? extends ServerSocketChannel> listeners,
        Class<? extends SocketChannel> connections) {
    static Native best() {
        return Epoll.isAvailable()
                ? new Native(
                        EpollIoHandler.newFactory(),
                        EpollDatagramChannel.class,
                        EpollServerSocketChannel.class,
                        EpollSocketChannel.class)
                : new Native(
                        NioIoHandler.newFactory(),
                        NioDatagramChannel.class,
                        NioServerSocketChannel.class,
                        NioSocketChannel.class);
    }
}
