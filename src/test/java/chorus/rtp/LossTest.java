package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.Tones;
import chorus.fake.Continuity;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three minutes of a tone through a network that loses, delays, overtakes and doubles, on a hand-turned clock.
class LossTest {
    private static final int PACKETS = 9000;
    private static final long MS = 1_000_000;
    private static final int PEAK = 10_000;

    private final InetSocketAddress source = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4000);
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Reception reception = new Reception();
    private final RtpReceiver receiver = new RtpReceiver(
            AudioFormat.PCMU,
            RtpParameters.bothWays(source, AudioFormat.PCMU, 0, OptionalInt.of(101)),
            new SourceLatch(source, Sources.ANY),
            reception,
            new Recorder());

    private record Arrival(int number, long at) {}

    @ParameterizedTest
    @ValueSource(doubles = {440, 300, 1000})
    void onePercentIsConcealed(double hertz) {
        var tone = through(hertz, 0.01, 1, 0);
        assertThat(reception.lost()).isBetween(60L, 130L);
        assertThat(tone.wholeShare()).isGreaterThan(0.999);
        assertThat(tone.longestGapMs()).isLessThanOrEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(doubles = {440, 300, 1000})
    void fivePercentAreSurvived(double hertz) {
        var tone = through(hertz, 0.05, 1, 0);
        assertThat(reception.lost()).isBetween(380L, 530L);
        assertThat(tone.wholeShare()).isGreaterThan(0.99);
        assertThat(tone.longestGapMs()).isLessThanOrEqualTo(40);
    }

    @Test
    void whatOnlyComesLateOrTwiceIsNotMissed() {
        var tone = through(440, 0, 50, 0.05);
        assertThat(receiver.concealed()).isZero();
        assertThat(receiver.duplicate()).isGreaterThan(300);
        assertThat(tone.whole()).isEqualTo(tone.windows());
    }

    @Test
    void allOfItTogetherIsSurvived() {
        var tone = through(440, 0.03, 40, 0.03);
        assertThat(tone.wholeShare()).isGreaterThan(0.99);
        assertThat(tone.longestGapMs()).isLessThanOrEqualTo(40);
    }

    private Continuity through(double hertz, double lost, int mostMillis, double doubled) {
        var random = new Random(3550);
        var arrivals = new ArrayList<Arrival>();
        for (int i = 0; i < PACKETS; i++) {
            // Both ends come, so that the length can be told.
            if (random.nextDouble() >= lost || i == 0 || i == PACKETS - 1) {
                var copies = random.nextDouble() < doubled ? 2 : 1;
                for (int copy = 0; copy < copies; copy++) {
                    arrivals.add(new Arrival(i, 20L * i + (i == 0 ? 0 : random.nextInt(mostMillis))));
                }
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        receive(arrivals, Tones.sine(AudioFormat.PCMU, hertz, 20 * PACKETS, PEAK));
        assertThat(heard.size())
                .as("bytes heard: nothing is longer or shorter than it was said")
                .isEqualTo(PACKETS * 160);
        return Continuity.of(heard.toByteArray(), hertz, PEAK);
    }

    private void receive(List<Arrival> arrivals, byte[] tone) {
        receiver.start(0);
        var next = 0;
        for (long now = 0; next < arrivals.size(); now += 5) {
            for (; next < arrivals.size() && arrivals.get(next).at() <= now; next++) {
                var number = arrivals.get(next).number();
                var packet = new byte[12 + 160];
                packet[0] = (byte) 0x80;
                Bits.put16(packet, 2, number);
                Bits.put32(packet, 4, number * 160);
                System.arraycopy(tone, number * 160, packet, 12, 160);
                receiver.packet(packet, packet.length, source, now * MS);
            }
            receiver.tick(now * MS);
        }
    }

    private final class Recorder implements RtpListener {
        @Override
        public void heard(Frame frame) {
            heard.write(frame.bytes(), frame.offset(), frame.length());
        }

        @Override
        public void pressed(char digit) {}

        @Override
        public void reached(String mark, long heardMillis, boolean played) {}

        @Override
        public void lost() {}
    }
}
