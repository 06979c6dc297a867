package chorus.rtp;

/// What a session has counted so far; a copy, safe to keep.
///
/// @param received        valid packets from the latched source
/// @param lost            packets that never came (RFC 3550 §6.4.1, cumulative)
/// @param concealed       frames invented where packets were missing
/// @param late            packets that came after their time
/// @param duplicate       packets that came twice
/// @param strange         packets dropped for their source, SSRC, payload type, sequence or shape
/// @param jitterMicros    interarrival jitter of what we receive
/// @param sent            RTP packets sent
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
        long strange,
        long jitterMicros,
        long sent,
        long framesRefused,
        long marksRefused,
        long digitsReceived,
        long peerLost,
        long peerJitterMicros,
        long roundTripMicros,
        boolean latched) {
    /// One line for the record.
    public String summary() {
        return "sent %d, received %d, lost %d, concealed %d, late %d, strange %d, jitter %.1f ms, round trip %s"
                .formatted(
                        sent,
                        received,
                        lost,
                        concealed,
                        late,
                        strange,
                        jitterMicros / 1000.0,
                        roundTripMicros < 0 ? "unknown" : "%.1f ms".formatted(roundTripMicros / 1000.0));
    }
}
