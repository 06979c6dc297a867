package chorus.rtp;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import org.junit.jupiter.api.condition.EnabledIf;

/// The same on Linux's own transport.
@EnabledIf("linux")
class RtpSessionOnEpollTest extends RtpSessionTest {
    static boolean linux() {
        return Epoll.isAvailable();
    }

    @Override
    IoHandlerFactory transport() {
        return EpollIoHandler.newFactory();
    }
}
