package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.provider.twilio.Playback.Reached;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaybackTest {
    private static final long MILLI = 1_000_000;
    private final Playback playback = new Playback(0);

    @Test
    void withoutMarksTheClockTellsWhatWasHeard() {
        playback.sent(800 * 8, 0);
        assertThat(playback.heardMillis(300 * MILLI)).isEqualTo(300);
        assertThat(playback.queuedMillis(300 * MILLI)).isEqualTo(500);
        assertThat(playback.heardMillis(5_000 * MILLI)).isEqualTo(800);
    }

    @Test
    void pausesBetweenSoundDoNotCount() {
        playback.sent(100 * 8, 0);
        playback.sent(100 * 8, 1_000 * MILLI);
        assertThat(playback.heardMillis(1_040 * MILLI)).isEqualTo(140);
    }

    @Test
    void aMarkThatIsNotEchoedWasNotHeardWhateverTheClockSays() {
        playback.sent(200 * 8, 0);
        playback.mark("a");
        playback.sent(500 * 8, 0);
        assertThat(playback.heardMillis(600 * MILLI)).isEqualTo(200);
    }

    @Test
    void anEchoThatComesLateMovesTheClock() {
        playback.sent(200 * 8, 0);
        var travelling = playback.mark("a").orElseThrow();
        playback.sent(500 * 8, 0);
        assertThat(playback.echoed(travelling, 350 * MILLI)).containsExactly(new Reached("a", 200, true));
        assertThat(playback.heardMillis(400 * MILLI)).isEqualTo(250);
    }

    @Test
    void anEchoAfterAClearIsNoPlaying() {
        playback.sent(1_000 * 8, 0);
        var dropped = playback.mark("end").orElseThrow();
        assertThat(playback.cleared(300 * MILLI)).containsExactly(new Reached("end", 300, false));
        playback.sent(100 * 8, 400 * MILLI);
        var next = playback.mark("end").orElseThrow();
        assertThat(playback.echoed(dropped, 450 * MILLI)).isEmpty();
        assertThat(playback.echoesAfterClear()).isEqualTo(1);
        assertThat(playback.echoed(next, 500 * MILLI)).containsExactly(new Reached("end", 400, true));
    }

    @Test
    void anEchoStandsForTheMarksBeforeItToo() {
        playback.mark("a");
        playback.sent(100 * 8, 0);
        var second = playback.mark("b").orElseThrow();
        assertThat(playback.echoed(second, 100 * MILLI))
                .containsExactly(new Reached("a", 0, true), new Reached("b", 100, true));
    }

    @Test
    void strangeEchoesChangeNothing() {
        playback.sent(100 * 8, 0);
        playback.mark("a");
        assertThat(playback.echoed("a", 0)).isEmpty();
        assertThat(playback.echoed("c", 0)).isEmpty();
        assertThat(playback.echoed("c99999999999999999999", 0)).isEmpty();
    }

    @Test
    void aMarkOfOurOwnIsDueAfterEachSecondOfSound() {
        playback.sent(999 * 8, 0);
        assertThat(playback.ownMark()).isEmpty();
        playback.sent(8, 0);
        var own = playback.ownMark().orElseThrow();
        assertThat(playback.ownMark()).isEmpty();
        assertThat(playback.echoed(own, 1_100 * MILLI)).isEmpty();
        assertThat(playback.heardMillis(1_100 * MILLI)).isEqualTo(1_000);
    }

    @Test
    void noMoreThanAThousandMarksWait() {
        for (var i = 0; i < 1_000; i++) {
            assertThat(playback.mark("m")).isPresent();
        }
        assertThat(playback.mark("m")).isEqualTo(Optional.empty());
    }
}
