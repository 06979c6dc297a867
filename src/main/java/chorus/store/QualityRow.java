package chorus.store;

import chorus.call.Quality;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A call's quality as its JSON column has it. Times are in microseconds.
record QualityRow(
        long sent,
        long received,
        long lost,
        long refused,
        @Nullable Long roundTrip,
        @Nullable Ear here,
        @Nullable Ear there) {
    record Ear(double mos, double lossPercent, long jitter) {}

    static QualityRow of(Quality quality) {
        return new QualityRow(
                quality.packetsSent(),
                quality.packetsReceived(),
                quality.packetsLost(),
                quality.packetsRefused(),
                quality.roundTrip().map(QualityRow::micros).orElse(null),
                quality.here().map(QualityRow::ear).orElse(null),
                quality.there().map(QualityRow::ear).orElse(null));
    }

    Quality quality() {
        return new Quality(
                sent,
                received,
                lost,
                refused,
                Optional.ofNullable(roundTrip).map(QualityRow::duration),
                Optional.ofNullable(here).map(QualityRow::hearing),
                Optional.ofNullable(there).map(QualityRow::hearing));
    }

    private static Ear ear(Quality.Hearing hearing) {
        return new Ear(hearing.mos(), hearing.lossPercent(), micros(hearing.jitter()));
    }

    private static Quality.Hearing hearing(Ear ear) {
        return new Quality.Hearing(ear.mos(), ear.lossPercent(), duration(ear.jitter()));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    private static Duration duration(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
