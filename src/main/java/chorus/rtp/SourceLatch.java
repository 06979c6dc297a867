package chorus.rtp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Learns where the peer's packets really come from (symmetric RTP, RFC 4961), and lets nobody else in.
///
/// Signalling says which hosts may be it: as a rule the one that the description names and the one that the messages
/// come from. Where it cannot tell, because the peer does not know its own public address, any may.
///
/// ```
///  offer or answer        first valid packet               1 s later
///  ──────┬───────────────────────┬────────────────────────────┬──────────────────────────
///   open │ first source latches  │ only a better one may      │ closed: nobody else, until
///        │                       │ take over                  │ the next offer or answer
/// ```
/// The signalled address is better than another port of its host, that is better than other hosts that signalling
/// names, and those are better than anybody else. Worst is the source of before, when signalling has named a new
/// address: such a packet may still have been on its way. But whom nobody names waits until it has fallen silent.
/// Owned by the media loop of the call; knows the time only as `now`.
final class SourceLatch {
    static final long WINDOW_NANOS = 1_000_000_000;
    /// How long a new source has to appear while the old one goes on.
    static final long STALE_WINDOW_NANOS = 3_000_000_000L;

    /// How long a source has said nothing before one that nobody names may be the same peer.
    static final long SILENCE_NANOS = 500_000_000;

    enum Verdict {
        REFUSED,
        ADMITTED,
        /// Admitted, and a stream of its own: another source or SSRC than the packet before.
        ADMITTED_ANEW
    }

    /// The rank of a host that signalling does not name.
    private static final int UNKNOWN = 1;

    private InetSocketAddress signalled;
    private Sources hosts;
    private @Nullable InetSocketAddress latched;
    private boolean moved;
    private boolean open;
    private boolean heard;
    private long closesAt;
    private long spokeAt;
    private int ssrc;
    private int candidate;
    private int candidateNext = -1;

    /// @param hosts those that may be the peer
    SourceLatch(InetSocketAddress signalled, Sources hosts) {
        this.signalled = signalled;
        this.hosts = hosts;
        this.open = true;
    }

    /// Opens the window anew: an offer or answer has named this address.
    void expectFrom(InetSocketAddress address, Sources itsHosts) {
        if (!address.getAddress().isAnyLocalAddress()) {
            moved = latched != null && !address.equals(signalled);
            signalled = address;
            hosts = itsHosts;
        }
        open = true;
        heard = false;
    }

    /// Judges a packet of a payload type that was agreed.
    Verdict admit(InetSocketAddress source, int itsSsrc, int sequence, long now) {
        if (open && heard && now - closesAt >= 0) {
            close();
        }
        if (open && mayBe(source) && mayTakeOver(source, now)) {
            return take(source, itsSsrc, now);
        }
        if (!source.equals(latched)) {
            return Verdict.REFUSED;
        }
        var verdict = itsSsrc == ssrc ? same() : other(itsSsrc, sequence);
        if (verdict != Verdict.REFUSED) {
            spokeAt = now;
        }
        return verdict;
    }

    private boolean mayTakeOver(InetSocketAddress source, long now) {
        if (latched == null) {
            return true;
        }
        var isUnknown = rank(source) == UNKNOWN && !source.equals(latched);
        if (isUnknown && now - spokeAt < SILENCE_NANOS) {
            return false;
        }
        return !heard || rank(source) > rank(latched);
    }

    /// Where to send.
    InetSocketAddress target() {
        return latched == null || moved ? signalled : latched;
    }

    private boolean mayBe(InetSocketAddress source) {
        return source.equals(latched) || hosts.mayBe(source.getAddress());
    }

    /// Whether reports from this host may concern this call.
    boolean isPeer(InetSocketAddress source) {
        var host = source.getAddress();
        return host.equals(target().getAddress()) || (latched != null && host.equals(latched.getAddress()));
    }

    /// The stream that is let in. Meaningless before anything was.
    int ssrc() {
        return ssrc;
    }

    boolean latched() {
        return latched != null;
    }

    private Verdict take(InetSocketAddress source, int itsSsrc, long now) {
        var anew = !source.equals(latched) || itsSsrc != ssrc;
        var stale = rank(source) == 0;
        if (!stale) {
            moved = false;
        }
        if (!heard || !stale) {
            closesAt = now + (stale ? STALE_WINDOW_NANOS : WINDOW_NANOS);
        }
        heard = true;
        latched = source;
        spokeAt = now;
        ssrc = itsSsrc;
        candidateNext = -1;
        return anew ? Verdict.ADMITTED_ANEW : Verdict.ADMITTED;
    }

    private void close() {
        open = false;
        moved = false;
    }

    private Verdict same() {
        candidateNext = -1;
        return Verdict.ADMITTED;
    }

    /// The peer may begin another stream; two packets in a row prove it.
    private Verdict other(int itsSsrc, int sequence) {
        if (itsSsrc == candidate && sequence == candidateNext) {
            ssrc = itsSsrc;
            candidateNext = -1;
            return Verdict.ADMITTED_ANEW;
        }
        candidate = itsSsrc;
        candidateNext = (sequence + 1) & 0xFFFF;
        return Verdict.REFUSED;
    }

    private int rank(InetSocketAddress source) {
        if (source.equals(signalled)) {
            return 4;
        }
        if (moved && source.equals(latched)) {
            return 0;
        }
        if (source.getAddress().equals(signalled.getAddress())) {
            return 3;
        }
        return hosts.named().contains(source.getAddress()) ? 2 : UNKNOWN;
    }
}
