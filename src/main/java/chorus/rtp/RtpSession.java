package chorus.rtp;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.HoldSound;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sound of one call on its way over RTP: a pair of ports, what is heard on them and what is played.
///
/// Owned by its media loop: [#play], [#mark], [#stopPlaying] and [#sendDigits] are called there, and so is the
/// listener. The rest is safe from any thread. After [#close], everything is accepted and nothing happens.
public final class RtpSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RtpSession.class);
    private static final RtpStatistics NOTHING =
            new RtpStatistics(0, 0, 0, 0, 0, Refused.NONE, 0, 0, 0, 0, 0, 0, 0, 0, -1, false);

    private final AtomicBoolean closed = new AtomicBoolean();
    private final RtpLoop home;
    private final AudioFormat inner;
    private final NtpClock ntp;
    private final long patienceNanos;
    private final Consumer<RtpSession> over;
    private volatile @Nullable RtpSockets sockets;
    private volatile @Nullable RtpStream stream;
    private boolean failed;

    /// @param patienceNanos how long the peer may give no sign of life; 0: for ever
    /// @param over runs once, when both sockets are closed
    RtpSession(RtpLoop home, AudioFormat inner, NtpClock ntp, long patienceNanos, Consumer<RtpSession> over) {
        this.home = home;
        this.inner = inner;
        this.ntp = ntp;
        this.patienceNanos = patienceNanos;
        this.over = over;
    }

    void opened(RtpSockets itsSockets) {
        sockets = itsSockets;
    }

    RtpLoop home() {
        return home;
    }

    /// The even port to write into the SDP.
    public int localPort() {
        var open = sockets;
        return open == null ? 0 : open.port();
    }

    /// Runs `task` on the session's media loop: now when called on it, soon otherwise.
    public void onLoop(Runnable task) {
        if (home.loop().inEventLoop()) {
            task.run();
            return;
        }
        try {
            home.loop().execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("The media loop of port {} has stopped; its session is over.", localPort(), stopped);
        }
    }

    /// Begins to send, to listen and to report. Before this, packets are dropped unheard and frames are refused.
    ///
    /// Called once; a peer may speak as soon as it has our answer, so better before that is sent.
    public void start(RtpParameters parameters, RtpListener listener) {
        onLoop(() -> startHere(parameters, listener));
    }

    /// Goes on with newly agreed parameters, and learns anew where the peer's sound comes from.
    ///
    /// To be called with each offer or answer, even when nothing has changed.
    public void renegotiate(RtpParameters parameters) {
        onLoop(() -> {
            var running = running();
            if (running != null) {
                running.agree(parameters, home.now());
            }
        });
    }

    /// Queues sound for the peer, in any G.711 format and of any length.
    ///
    /// @return false when the queue is full, or nothing is started, and the frame was dropped
    public boolean play(Frame frame) {
        var running = running();
        return running != null && running.play(frame, home.now());
    }

    /// Puts a mark behind everything queued so far; reported at once when nothing is queued.
    public void mark(String name) {
        var running = running();
        if (running != null) {
            running.mark(name);
        }
    }

    /// Drops everything queued; pending marks are reported as not played, before this returns.
    ///
    /// @return milliseconds of played sound sent since the session began
    public long stopPlaying() {
        var running = running();
        return running == null ? 0 : running.stopPlaying();
    }

    /// Sends digits as telephone events, playout waiting meanwhile. Characters that are no keys are skipped.
    ///
    /// @return false when the peer takes no telephone events or more than 64 digits would wait
    public boolean sendDigits(String digits) {
        var running = running();
        return running != null && running.sendDigits(digits);
    }

    /// Sends digits as tones in the sound, 100 ms each with as much silence behind it, playout waiting meanwhile.
    ///
    /// @return false when nothing may be sent now, or more than 64 digits would wait
    public boolean sendTones(String digits) {
        var running = running();
        return running != null && running.sendTones(digits);
    }

    /// Puts the peer on hold: it hears this, and what is played passes unheard, its marks reported as not played.
    public void hold(HoldSound sound) {
        var running = running();
        if (running != null) {
            running.hold(sound, home.now());
        }
    }

    /// The peer hears again what is played.
    public void resume() {
        var running = running();
        if (running != null) {
            running.resume(home.now());
        }
    }

    /// What was counted; read from another thread than the loop it may lag a little.
    public RtpStatistics statistics() {
        var begun = stream;
        return begun == null ? NOTHING : begun.statistics();
    }

    /// Says goodbye by RTCP, closes both sockets and gives the ports back to rest. Safe more than once.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onLoop(this::closeHere);
        }
    }

    void rtp(byte[] bytes, int length, InetSocketAddress source) {
        var running = running();
        if (running != null) {
            running.rtp(bytes, length, source, home.now());
        }
    }

    void rtcp(byte[] bytes, int length, InetSocketAddress source) {
        var running = running();
        if (running != null) {
            running.rtcp(bytes, length, source, home.now());
        }
    }

    /// One session's trouble is not to stop the loop's timer; the first is told.
    void tick(long now) {
        var running = running();
        try {
            if (running != null) {
                running.tick(now);
            }
        } catch (RuntimeException trouble) {
            if (!failed) {
                failed = true;
                LOG.error("Playing on port {} failed; more of the same is not logged.", localPort(), trouble);
            }
        }
    }

    private void startHere(RtpParameters parameters, RtpListener listener) {
        var open = sockets;
        if (open == null || closed.get() || stream != null) {
            return;
        }
        var begun = new RtpStream(open, inner, parameters, listener, ntp, patienceNanos, ThreadLocalRandom.current());
        stream = begun;
        home.add(this);
        begun.start(home.now());
    }

    private void closeHere() {
        home.remove(this);
        var begun = stream;
        if (begun != null) {
            begun.goodbye(home.now());
        }
        var open = sockets;
        if (open != null) {
            open.whenClosed(() -> over.accept(this));
            open.close();
        }
    }

    private @Nullable RtpStream running() {
        return closed.get() ? null : stream;
    }
}
