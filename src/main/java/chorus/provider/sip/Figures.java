package chorus.provider.sip;

import chorus.call.Quality;
import chorus.rtp.RtpStatistics;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// What RTP counted, as the record of a call has it.
final class Figures {
    private Figures() {}

    static Quality of(RtpStatistics counted) {
        return new Quality(
                counted.sent(),
                counted.received(),
                counted.lost(),
                counted.refused().total(),
                Optional.of(counted.roundTripMicros())
                        .filter(micros -> micros >= 0)
                        .map(Figures::micros),
                hearing(counted.score(), counted.lostShare(), counted.jitterMicros()),
                hearing(counted.peerScore(), counted.peerLostShare().orElse(0), counted.peerJitterMicros()));
    }

    private static Optional<Quality.Hearing> hearing(OptionalDouble score, double lostShare, long jitterMicros) {
        return score.isEmpty()
                ? Optional.empty()
                : Optional.of(new Quality.Hearing(score.getAsDouble(), 100 * lostShare, micros(jitterMicros)));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
