package chorus.rtp;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Where sessions come from: the loops, the address and the ports they live on. Safe for any thread.
public final class RtpEndpoint implements AutoCloseable {
    /// Ports that are tried when other programs sit in the range.
    private static final int ATTEMPTS = 16;

    private final Set<RtpSession> open = ConcurrentHashMap.newKeySet();
    private final List<RtpLoop> loops;
    private final InetAddress bind;
    private final RtpPorts ports;
    private final NtpClock ntp;
    private final Duration patience;

    /// @param loops    the media loops, in the order of [MediaLoop#index]
    /// @param bind     the local address of all sockets
    /// @param nanoTime a clock that only runs forward, such as `System::nanoTime`
    /// @param patience how long a peer that ought to be heard may give no sign of life; zero: for ever
    public RtpEndpoint(
            List<? extends EventLoop> loops,
            InetAddress bind,
            RtpPorts ports,
            LongSupplier nanoTime,
            Duration patience) {
        this.loops = loops.stream().map(loop -> new RtpLoop(loop, nanoTime)).toList();
        this.bind = bind;
        this.ports = ports;
        this.patience = patience;
        this.ntp = new NtpClock(Instant.now(), nanoTime.getAsLong());
    }

    /// Opens a session on `loop`, or nothing when no port is free. Blocks briefly; not to be called on a media loop.
    ///
    /// @param inner the format in which the session's user plays and hears
    public Optional<RtpSession> open(MediaLoop loop, AudioFormat inner) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var port = ports.lend();
            if (port.isEmpty()) {
                return Optional.empty();
            }
            var session = openAt(port.getAsInt(), loops.get(loop.index()), inner);
            if (session.isPresent()) {
                return session;
            }
            ports.giveBack(port.getAsInt());
        }
        return Optional.empty();
    }

    /// The loop with the fewest sessions: a good home for the next call.
    public MediaLoop quietestLoop() {
        var quietest = 0;
        for (int i = 1; i < loops.size(); i++) {
            if (loops.get(i).open() < loops.get(quietest).open()) {
                quietest = i;
            }
        }
        return new MediaLoop(quietest);
    }

    /// Sessions open now.
    public int sessions() {
        return open.size();
    }

    /// Closes all sessions.
    @Override
    public void close() {
        open.forEach(RtpSession::close);
    }

    private Optional<RtpSession> openAt(int port, RtpLoop home, AudioFormat inner) {
        var session = new RtpSession(home, inner, ntp, patience.toNanos(), this::over);
        return RtpSockets.bind(home, bind, port, session).map(sockets -> {
            session.opened(sockets);
            open.add(session);
            home.opened();
            return session;
        });
    }

    private void over(RtpSession session) {
        if (open.remove(session)) {
            session.home().closed();
            ports.giveBack(session.localPort());
        }
    }
}
