package chorus.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimersTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final List<Runnable> wakeups = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private final Timers timers = new Timers(now::get, (task, millis) -> wakeups.add(task));

    @Test
    void runsInTheOrderOfTimeEvenWhenTheClockWrapsAround() {
        timers.start(Duration.ofSeconds(2), () -> ran.add("late"));
        timers.start(Duration.ofSeconds(1), () -> ran.add("early"));
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        timers.run();
        assertThat(ran).containsExactly("early", "late");
    }

    @Test
    void forgetsWhatWasCanceledAtOnce() {
        var first = timers.start(Duration.ofSeconds(1), () -> ran.add("first"));
        timers.start(Duration.ofSeconds(1), () -> ran.add("second"));
        first.cancel();
        first.cancel();
        assertThat(timers.size()).isOne();
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        timers.run();
        assertThat(ran).containsExactly("second");
        assertThat(timers.size()).isZero();
    }

    @Test
    void runsNothingBeforeItsTimeHoweverOftenTheWheelTurns() {
        timers.start(Duration.ofMinutes(3), () -> ran.add("three minutes"));
        timers.start(Duration.ofMillis(15), () -> ran.add("soon"));
        now.addAndGet(Duration.ofMillis(14).toNanos());
        timers.run();
        assertThat(ran).isEmpty();
        for (var second = 1; second < 180; second++) {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            timers.run();
        }
        assertThat(ran).containsExactly("soon");
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        timers.run();
        assertThat(ran).containsExactly("soon", "three minutes");
    }

    @Test
    void findsEverythingAfterAPauseOfHours() {
        timers.start(Duration.ofMillis(10), () -> ran.add("soon"));
        timers.start(Duration.ofMinutes(3), () -> ran.add("three minutes"));
        now.addAndGet(Duration.ofHours(5).toNanos());
        timers.run();
        assertThat(ran).containsExactlyInAnyOrder("soon", "three minutes");
        timers.start(Duration.ofMillis(10), () -> ran.add("later"));
        now.addAndGet(Duration.ofMillis(20).toNanos());
        timers.run();
        assertThat(ran).hasSize(3);
    }

    @Test
    void letsATaskStartAndCancelOthers() {
        var victim = timers.start(Duration.ofSeconds(1), () -> ran.add("victim"));
        timers.start(Duration.ofMillis(500), () -> {
            victim.cancel();
            timers.start(Duration.ZERO, () -> ran.add("next"));
        });
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        timers.run();
        assertThat(ran).isEmpty();
        now.addAndGet(Duration.ofMillis(10).toNanos());
        timers.run();
        assertThat(ran).containsExactly("next");
    }

    @Test
    void runsTheOthersOfATickInWhichOneFails() {
        timers.start(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("a defect");
        });
        timers.start(Duration.ofSeconds(1), () -> ran.add("other"));
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThatThrownBy(timers::run).hasMessage("a defect");
        timers.run();
        assertThat(ran).containsExactly("other");
    }

    @Test
    void asksForOneWakeupAtATimeAndNoneWhenEmpty() {
        timers.start(Duration.ofSeconds(1), () -> {});
        timers.start(Duration.ofSeconds(1), () -> {});
        assertThat(wakeups).hasSize(1);
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        wakeups.removeFirst().run();
        assertThat(wakeups).isEmpty();
    }
}
