package chorus.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

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
    void doesNotRunWhatWasCanceled() {
        timers.start(Duration.ofSeconds(1), () -> ran.add("no")).cancel();
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        timers.run();
        assertThat(ran).isEmpty();
        assertThat(timers.size()).isZero();
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
