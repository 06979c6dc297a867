package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.Tones;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long MS = 1_000_000;

    private int heard;
    private int silent;
    private final Timeline timeline = new Timeline(AudioFormat.PCMU, this::count);
    private final byte[] speech = Tones.sine(AudioFormat.PCMU, 300, 20, 10_000);

    private void count(byte[] bytes, int offset, int length) {
        heard += length;
        var quiet = true;
        for (int i = 0; i < length; i++) {
            quiet &= bytes[offset + i] == (byte) 0xFF;
        }
        silent += quiet ? length : 0;
    }

    private void next(int timestamp, long millis) {
        timeline.next(timestamp, speech.clone(), 0, 160, millis * MS);
    }

    private void tickTo(long from, long to) {
        for (long at = from; at <= to; at += 5) {
            timeline.tick(at * MS);
        }
    }

    @Test
    void soundPassesUntouched() {
        timeline.pass(0);
        next(5000, 0);
        next(5160, 20);
        assertThat(heard).isEqualTo(320);
        assertThat(timeline.concealed()).isZero();
    }

    @Test
    void aLostPacketIsConcealed() {
        timeline.pass(0);
        next(5000, 0);
        next(5320, 40);
        assertThat(heard).isEqualTo(480);
        assertThat(silent).isZero();
        assertThat(timeline.concealed()).isEqualTo(1);
    }

    @Test
    void timePassesBeforeThePeerSaysAnything() {
        timeline.pass(0);
        tickTo(0, 1000);
        assertThat(heard).isEqualTo(160 * 46);
        assertThat(silent).isEqualTo(heard);
    }

    @Test
    void whenNothingComesConcealmentFadesAndThenSilencePassesTheTime() {
        timeline.pass(0);
        next(0, 0);
        tickTo(0, 95);
        assertThat(heard).isEqualTo(160);
        tickTo(100, 1000);
        assertThat(heard).isEqualTo(160 * (1 + 46));
        assertThat(silent).isEqualTo(160 * 43);
        assertThat(timeline.concealed()).isEqualTo(3);
    }

    @Test
    void aPauseOfThePeerEndsWhereItsTimestampSays() {
        timeline.pass(0);
        next(0, 0);
        tickTo(5, 995);
        next(8000, 1000);
        assertThat(heard).isEqualTo(8000 + 160);
    }

    @Test
    void aWildTimestampIsNotFilled() {
        timeline.pass(0);
        next(0, 0);
        next(1_000_000_000, 20);
        next(1_000_000_160, 40);
        assertThat(heard).isEqualTo(480);
    }

    @Test
    void noiseThatWasToldOfIsHeardAtOnceAndUntilSoundComesAgain() {
        timeline.pass(0);
        next(0, 0);
        timeline.noise(160, 40, 20 * MS);
        tickTo(20, 995);
        timeline.noise(8000, 45, 1000 * MS);
        tickTo(1000, 1195);
        next(9600, 1200);
        assertThat(heard).isEqualTo(9600 + 160);
        assertThat(silent).isZero();
        assertThat(timeline.concealed()).isZero();
    }

    @Test
    void aLossAfterNoiseIsConcealedAsEver() {
        timeline.pass(0);
        timeline.noise(0, 40, 0);
        next(160, 20);
        next(480, 60);
        assertThat(timeline.concealed()).isEqualTo(1);
    }

    @Test
    void onHoldTimeStandsStill() {
        timeline.pass(0);
        next(0, 0);
        timeline.stand();
        tickTo(5, 2000);
        assertThat(heard).isEqualTo(160);
        timeline.pass(2000 * MS);
        tickTo(2005, 2100);
        assertThat(heard).isEqualTo(320);
    }
}
