package chorus.provider.voximplant;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.provider.voximplant.Playback.Reached;
import org.junit.jupiter.api.Test;

class PlaybackTest {
    private static final long MILLI = 1_000_000;

    private long sent;
    private final Playback playback = new Playback(
            (_, _, length) -> {
                sent += length;
                return true;
            },
            0);

    @Test
    void whatIsSaidInRealTimeGoesAtOnce() {
        for (var i = 0; i < 500; i++) {
            say(20, i * 20L);
            assertThat(sent).isEqualTo((i + 1) * 160L);
        }
        assertThat(playback.due(10_000 * MILLI)).isEmpty();
    }

    @Test
    void neverMoreThanFiveSecondsAreUnderWay() {
        for (var i = 0; i < 1_000; i++) {
            say(20, 0);
        }
        assertThat(sent).isEqualTo(5_000 * 8);
        for (var now = 0L; now < 20_000; now += 10) {
            playback.passed(now * MILLI);
            assertThat(sent).isLessThanOrEqualTo((5_000 + now) * 8);
        }
        assertThat(sent).isEqualTo(20_000 * 8);
    }

    @Test
    void whatWaitsIsDueWhenThereIsRoom() {
        say(5_000, 0);
        say(40, 0);
        assertThat(playback.due(0)).hasValue(40 * MILLI);
        playback.passed(40 * MILLI);
        assertThat(sent).isEqualTo(5_040 * 8);
        assertThat(playback.due(40 * MILLI)).isEmpty();
    }

    @Test
    void theClockTellsWhatWasHeard() {
        say(800, 0);
        assertThat(playback.heardMillis(300 * MILLI)).isEqualTo(300);
        assertThat(playback.heardMillis(5_000 * MILLI)).isEqualTo(800);
        say(100, 5_000);
        assertThat(playback.heardMillis(5_040 * MILLI)).isEqualTo(840);
    }

    @Test
    void aMarkIsReachedWhenEverythingBeforeItWasHeard() {
        say(200, 0);
        playback.mark("a");
        say(200, 0);
        playback.mark("b");
        assertThat(playback.due(0)).hasValue(200 * MILLI);
        assertThat(playback.passed(199 * MILLI)).isEmpty();
        assertThat(playback.passed(200 * MILLI)).containsExactly(new Reached("a", 200, true));
        assertThat(playback.passed(900 * MILLI)).containsExactly(new Reached("b", 400, true));
    }

    @Test
    void aMarkBehindWhatStillWaitsHereWaitsForIt() {
        say(5_000, 0);
        say(1_000, 0);
        playback.mark("end");
        for (var now = 0L; now < 6_000; now += 20) {
            assertThat(playback.passed(now * MILLI)).isEmpty();
        }
        assertThat(playback.passed(6_000 * MILLI)).containsExactly(new Reached("end", 6_000, true));
    }

    @Test
    void clearDropsWhatWaitsAndTellsWhatWasHeard() {
        say(5_000, 0);
        say(3_000, 0);
        playback.mark("never");
        assertThat(playback.cleared(1_234 * MILLI)).containsExactly(new Reached("never", 1_234, false));
        assertThat(playback.heardMillis(9_000 * MILLI)).isEqualTo(1_234);
        assertThat(playback.due(9_000 * MILLI)).isEmpty();
        say(100, 9_000);
        playback.mark("after");
        assertThat(playback.passed(9_100 * MILLI)).containsExactly(new Reached("after", 1_334, true));
    }

    @Test
    void theWordThatAllWasPlayedCorrectsTheClock() {
        say(3_000, 0);
        playback.mark("a");
        assertThat(playback.playedOut(2_000 * MILLI)).containsExactly(new Reached("a", 3_000, true));
        assertThat(playback.heardMillis(2_000 * MILLI)).isEqualTo(3_000);
    }

    @Test
    void thatWordDoesNotSpeakOfWhatBeganToPlayWithinTheLastSecond() {
        say(100, 0);
        say(3_000, 1_050);
        playback.mark("new");
        assertThat(playback.playedOut(1_150 * MILLI)).isEmpty();
        assertThat(playback.heardMillis(1_150 * MILLI)).isEqualTo(200);
    }

    @Test
    void moreThanTwoMinutesDoNotWait() {
        var taken = 0;
        while (say(1_000, 0)) {
            taken++;
        }
        assertThat(taken).isEqualTo(125);
    }

    private boolean say(int millis, long now) {
        var sound = new byte[millis * 8];
        return playback.play(new Frame().over(AudioFormat.PCMU, sound, 0, sound.length), now * MILLI);
    }
}
