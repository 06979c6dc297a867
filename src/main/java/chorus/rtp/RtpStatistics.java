package chorus.rtp;

import java.util.OptionalDouble;

/// What a session has counted so far; a copy, safe to keep.
///
/// @param received        valid packets from the latched source
/// @param lost            packets that never came (RFC 3550 §6.4.1, cumulative)
/// @param concealed       frames invented where packets were missing
/// @param late            packets that came after their time
/// @param duplicate       packets that came twice
/// @param refused         packets that were not let in
/// @param jitterMicros    interarrival jitter of what we receive
/// @param sent            RTP packets sent
/// @param sentAsReported  of these, how many were sent when the peer last reported on them; 0: it never did
/// @param framesRefused   frames that found the playout queue full
/// @param marksRefused    marks that found the table of marks full
/// @param digitsReceived  telephone events reported
/// @param peerLost        packets of ours that the peer says it missed
/// @param peerJitterMicros jitter that the peer reports
/// @param roundTripMicros the last round trip from RTCP, or -1
/// @param latched         whether the peer's source has been learnt
public record RtpStatistics(
        long received,
        long lost,
        long concealed,
        long late,
        long duplicate,
        Refused refused,
        long jitterMicros,
        long sent,
        long sentAsReported,
        long framesRefused,
        long marksRefused,
        long digitsReceived,
        long peerLost,
        long peerJitterMicros,
        long roundTripMicros,
        boolean latched) {
    /// The share of the peer's packets that could not be heard: lost, or later than sound can wait.
    public double lostShare() {
        return received + lost == 0 ? 0 : (double) (lost + Math.min(late, received)) / (received + lost);
    }

    /// The share of our packets that the peer missed, where it says so.
    public OptionalDouble peerLostShare() {
        return sentAsReported == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, (double) peerLost / sentAsReported));
    }

    /// What the peer's sound is worth here, from 1 to 4.4 ([EModel]), once there is any.
    public OptionalDouble score() {
        return received == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(EModel.score(lostShare(), jitterMicros / 1000.0, knownRoundTripMillis()));
    }

    /// What our sound is worth at the peer, where it reports.
    public OptionalDouble peerScore() {
        var share = peerLostShare();
        return share.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        EModel.score(share.getAsDouble(), peerJitterMicros / 1000.0, knownRoundTripMillis()));
    }

    private double knownRoundTripMillis() {
        return Math.max(0, roundTripMicros) / 1000.0;
    }

    /// One line for the record.
    public String summary() {
        return "sent %d, received %d, lost %d, concealed %d, late %d, refused %d, jitter %.1f ms, round trip %s, MOS %s"
                        .formatted(
                                sent,
                                received,
                                lost,
                                concealed,
                                late,
                                refused.total(),
                                jitterMicros / 1000.0,
                                roundTripMicros < 0 ? "unknown" : "%.1f ms".formatted(roundTripMicros / 1000.0),
                                score().isEmpty() ? "unknown" : "%.1f".formatted(score().getAsDouble()))
                + (sentAsReported == 0
                        ? "; the far side did not report"
                        : "; the far side lost %d, jitter %.1f ms".formatted(peerLost, peerJitterMicros / 1000.0));
    }
}
