package chorus.call;

import java.time.Duration;
import java.util.Optional;

/// What a call's sound was worth, counted in its packets.
///
/// @param packetsRefused packets that somebody else sent, or that nobody agreed on
/// @param roundTrip      as both sides' reports give it; absent where the far side sends none
/// @param here           how the phone was heard here; absent when it never was
/// @param there          how the phone heard us; absent where it does not report
public record Quality(
        long packetsSent,
        long packetsReceived,
        long packetsLost,
        long packetsRefused,
        Optional<Duration> roundTrip,
        Optional<Hearing> here,
        Optional<Hearing> there) {

    /// @param mos         what people would say of it, guessed by the E-model (ITU-T G.107): 1 is bad, 4.4 the best
    /// @param lossPercent 0 to 100
    public record Hearing(double mos, double lossPercent, Duration jitter) {}
}
