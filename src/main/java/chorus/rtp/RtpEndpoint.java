package chorus.rtp;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Where sessions come from: the loops, the address and the ports they live on.
public final class RtpEndpoint implements AutoCloseable {
    /// @param loops    the media loops, in the order of [MediaLoop#index]
    /// @param bind     the local address of all sockets
    /// @param nanoTime a clock that only runs forward, such as `System::nanoTime`
    public RtpEndpoint(List<? extends EventLoop> loops, InetAddress bind, RtpPorts ports, LongSupplier nanoTime) {}

    /// Opens a session on `loop`, or nothing when no port is free. Blocks briefly; not to be called on a media loop.
    ///
    /// @param inner the format in which the session's user plays and hears
    public Optional<RtpSession> open(MediaLoop loop, AudioFormat inner) {
        return Optional.empty();
    }

    /// Sessions open now.
    public int sessions() {
        return 0;
    }

    @Override
    public void close() {}
}
