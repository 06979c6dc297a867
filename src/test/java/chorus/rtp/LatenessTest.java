package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final long MS = 1_000_000;

    private final Lateness lateness = new Lateness();

    @Test
    void isNothingWhilePacketsComeInTime() {
        for (var i = 0L; i < 100; i++) {
            lateness.packet(5000, i * 20 * MS);
        }

        assertThat(lateness.nanos()).isZero();
    }

    @Test
    void isWhatTheFirstPacketsOfABurstHadWaited() {
        // Fifteen packets that were sent 20 ms apart are read at once: each has waited 20 ms less than the one before.
        for (var i = 0; i < 15; i++) {
            lateness.packet(7000 - i * 160, 300 * MS);
        }

        assertThat(lateness.nanos()).isEqualTo(280 * MS);
    }

    @Test
    void isForgottenAfterTwentySeconds() {
        lateness.packet(0, 0);
        lateness.packet(2400, MS);
        assertThat(lateness.nanos()).isEqualTo(300 * MS);

        lateness.packet(0, 11_000 * MS);
        assertThat(lateness.nanos()).isEqualTo(300 * MS);
        lateness.packet(0, 22_000 * MS);

        assertThat(lateness.nanos()).isZero();
    }

    @Test
    void survivesTransitTimesThatWrap() {
        lateness.packet(Integer.MAX_VALUE, 0);
        lateness.packet(Integer.MIN_VALUE + 799, MS);

        assertThat(lateness.nanos()).isEqualTo(100 * MS);
    }

    @Test
    void neverClaimsMoreThanASecond() {
        lateness.packet(0, 0);
        lateness.packet(800_000, MS);

        assertThat(lateness.nanos()).isEqualTo(Lateness.MOST_NANOS);
    }
}
