package chorus.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlayoutQueueTest {
    private final List<String> heard = new ArrayList<>();
    private final PlayoutQueue queue = new PlayoutQueue(1000, 3);

    private void report(String mark, long heardMillis, boolean played) {
        heard.add(mark + " " + heardMillis + " " + played);
    }

    @Test
    void givesBackWhatWasPutInWhateverThePieces() {
        var random = new Random(7);
        var large = new PlayoutQueue(10_000, 1);
        int in = 0;
        int out = 0;
        var piece = new byte[1500];
        while (in < 500_000) {
            var length = random.nextInt(piece.length);
            for (int i = 0; i < length; i++) {
                piece[i] = (byte) (in + i);
            }
            in += large.offer(piece, 0, length) ? length : 0;
            var count = large.take(piece, 0, random.nextInt(piece.length));
            for (int i = 0; i < count; i++) {
                assertThat(piece[i]).isEqualTo((byte) (out + i));
            }
            out += count;
            assertThat(large.bytes()).isEqualTo(in - out);
        }
    }

    @Test
    void refusesWhatDoesNotFitAndKeepsTheRest() {
        assertThat(queue.offer(new byte[7900], 0, 7900)).isTrue();
        assertThat(queue.offer(new byte[101], 0, 101)).isFalse();
        assertThat(queue.offer(new byte[100], 0, 100)).isTrue();
        assertThat(queue.bytes()).isEqualTo(8000);
    }

    @Test
    void reportsAMarkWhenTheSoundBeforeItIsTaken() {
        queue.offer(new byte[320], 0, 320);
        queue.mark("a");
        queue.take(new byte[160], 0, 160);
        queue.reportReached(this::report);
        assertThat(heard).isEmpty();
        queue.take(new byte[160], 0, 160);
        queue.reportReached(this::report);
        assertThat(heard).containsExactly("a 40 true");
    }

    @Test
    void reportsAMarkAtOnceWhenNothingIsQueued() {
        queue.mark("now");
        queue.reportReached(this::report);
        assertThat(heard).containsExactly("now 0 true");
    }

    @Test
    void clearDropsTheSoundAndReportsItsMarksAsNotPlayed() {
        queue.offer(new byte[800], 0, 800);
        queue.mark("a");
        queue.mark("b");
        queue.take(new byte[240], 0, 240);
        queue.clear(this::report);
        assertThat(heard).containsExactly("a 30 false", "b 30 false");
        assertThat(queue.bytes()).isZero();
        assertThat(queue.heardMillis()).isEqualTo(30);
    }

    @Test
    void marksAfterAClearCountFromWhatWasHeard() {
        queue.offer(new byte[800], 0, 800);
        queue.clear(this::report);
        queue.offer(new byte[80], 0, 80);
        queue.mark("c");
        queue.take(new byte[160], 0, 160);
        queue.reportReached(this::report);
        assertThat(heard).containsExactly("c 10 true");
    }

    @Test
    void refusesTooManyMarks() {
        queue.offer(new byte[8], 0, 8);
        assertThat(queue.mark("1")).isTrue();
        assertThat(queue.mark("2")).isTrue();
        assertThat(queue.mark("3")).isTrue();
        assertThat(queue.mark("4")).isFalse();
    }

    @Test
    void aListenerMaySetAMarkWhileOneIsReported() {
        queue.offer(new byte[8], 0, 8);
        queue.mark("a");
        queue.clear((mark, millis, played) -> {
            report(mark, millis, played);
            if (heard.size() < 10) {
                queue.mark("again");
            }
        });
        assertThat(heard).containsExactly("a 0 false");
    }

    @Test
    void knowsWhetherItsEndIsMarked() {
        queue.offer(new byte[8], 0, 8);
        assertThat(queue.endsWithMark()).isFalse();
        queue.mark("a");
        assertThat(queue.endsWithMark()).isTrue();
        queue.offer(new byte[8], 0, 8);
        assertThat(queue.endsWithMark()).isFalse();
    }
}
