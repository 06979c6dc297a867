package chorus.rtp;

import chorus.audio.Frame;

/// The sound of one call on its way over RTP: a pair of ports, what is heard on them and what is played.
///
/// Owned by its media loop: [#play], [#mark], [#stopPlaying] and [#sendDigits] are called there, and so is the
/// listener. The rest is safe from any thread.
public final class RtpSession implements AutoCloseable {
    /// The even port to write into the SDP.
    public int localPort() {
        return 0;
    }

    /// Runs `task` on the session's media loop: now when called on it, soon otherwise.
    public void onLoop(Runnable task) {}

    /// Begins to send, to listen and to report. Before this, packets are dropped unheard.
    public void start(RtpParameters parameters, RtpListener listener) {}

    /// Goes on with newly agreed parameters, and learns anew where the peer's sound comes from.
    public void renegotiate(RtpParameters parameters) {}

    /// Queues sound for the peer.
    ///
    /// @return false when the queue is full and the frame was dropped
    public boolean play(Frame frame) {
        return false;
    }

    /// Puts a mark behind everything queued so far; reported at once when nothing is queued.
    public void mark(String name) {}

    /// Drops everything queued; pending marks are reported as not played.
    ///
    /// @return milliseconds of played sound sent since the session began
    public long stopPlaying() {
        return 0;
    }

    /// Sends digits as telephone events, playout waiting meanwhile. Unknown characters are skipped.
    ///
    /// @return false when the peer takes no telephone events or too many digits wait already
    public boolean sendDigits(String digits) {
        return false;
    }

    public RtpStatistics statistics() {
        return new RtpStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, false);
    }

    /// Says goodbye by RTCP, closes both sockets and gives the ports back after a rest. Safe more than once.
    @Override
    public void close() {}
}
