package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpTest {
    private static final long MS = 1_000_000;

    private final NtpClock ntp = new NtpClock(Instant.EPOCH, 0);
    private final Rtcp ours = new Rtcp(1, "0123456789abcdef", ntp, new Random(1));
    private final Rtcp theirs = new Rtcp(2, "x", ntp, new Random(2));
    private final Reception reception = new Reception();
    private final byte[] bytes = new byte[Rtcp.LONGEST];

    @Test
    void writesAReceiverReportWithOurNameWhileNothingIsSent() {
        var length = ours.write(bytes, reception, 2, 0, false, 0);
        assertThat(length).isEqualTo(8 + 28);
        assertThat(bytes[1]).isEqualTo((byte) 201);
        assertThat(bytes[9]).isEqualTo((byte) 202);
        assertThat(bytes[16]).isEqualTo((byte) 1);
        assertThat(bytes[17]).isEqualTo((byte) 16);
    }

    @Test
    void writesASenderReportOnceSomethingWasSent() {
        ours.sent(160);
        ours.write(bytes, reception, 2, 4711, false, 0);
        assertThat(bytes[1]).isEqualTo((byte) 200);
        assertThat(Bits.signed32(bytes, 16)).isEqualTo(4711);
        assertThat(Bits.signed32(bytes, 20)).isEqualTo(1);
        assertThat(Bits.signed32(bytes, 24)).isEqualTo(160);
    }

    @Test
    void bothSidesUnderstandEachOtherAndMeasureTheRoundTrip() {
        theirs.sent(160);
        var length = theirs.write(bytes, new Reception(), 1, 0, false, 0);
        assertThat(ours.read(bytes, length, 2, 50 * MS)).isTrue();
        reception.packet(10, 0, true, 50 * MS);
        reception.packet(12, 320, true, 90 * MS);
        length = ours.write(bytes, reception, 2, 0, true, 1000 * MS);
        assertThat(theirs.read(bytes, length, 1, 1030 * MS)).isTrue();
        assertThat(theirs.peerLost()).isEqualTo(1);
        assertThat(theirs.roundTripMicros()).isBetween(79_000L, 81_000L);
    }

    @Test
    void reportsAreSpreadAroundFiveSeconds() {
        ours.start(0);
        var due = 0L;
        for (long now = 0; now < 1_000_000 * MS; now += 5 * MS) {
            if (ours.isDue(now)) {
                ours.write(bytes, reception, 2, 0, false, now);
                due++;
            }
        }
        assertThat(due).isBetween(180L, 220L);
    }

    @Test
    void refusesWhatDoesNotBeginWithAReport() {
        ours.write(bytes, reception, 2, 0, false, 0);
        bytes[1] = (byte) 203;
        assertThat(ours.read(bytes, 36, 2, 0)).isFalse();
        assertThat(ours.read(bytes, 0, 2, 0)).isFalse();
    }

    @Test
    void countsLossAcrossTheTurnOfTheSequence() {
        for (int i = 65_500; i < 65_600; i++) {
            if (i % 10 != 0) {
                reception.packet(i & 0xFFFF, i * 160, true, i * 20L * MS);
            }
        }
        assertThat(reception.lost()).isEqualTo(9);
        assertThat(reception.received()).isEqualTo(90);
        assertThat(reception.jitter()).isZero();
    }

    @Test
    void jitterGrowsWithUnevenArrivals() {
        for (int i = 0; i < 1000; i++) {
            reception.packet(i, i * 160, true, i * 20L * MS + (i % 2) * 10L * MS);
        }
        assertThat(reception.jitterMicros()).isBetween(9_000L, 11_000L);
    }

    @Test
    void aNewStreamKeepsTheTotals() {
        reception.packet(1, 0, true, 0);
        reception.packet(3, 0, true, 0);
        reception.restart();
        reception.packet(30_000, 0, true, 0);
        assertThat(reception.lost()).isEqualTo(1);
        assertThat(reception.received()).isEqualTo(3);
    }
}
