package chorus.provider.sip;

import chorus.call.Ladders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings ladders to the database, aside from the calls: each once it has come to rest, so that a short call is written
/// once and a long one twice, and a crash takes the last seconds only.
final class LadderKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LadderKeeper.class);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);
    private static final int AT_ONCE = 100;

    private final LiveLadders live;
    private final Ladders log;
    private final Duration age;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Instant nextCleaning = Instant.MIN;

    /// @param age how long ladders are kept
    private LadderKeeper(LiveLadders live, Ladders log, Duration age, Clock clock) {
        this.live = live;
        this.log = log;
        this.age = age;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("ladders").unstarted(this::run);
    }

    static LadderKeeper start(LiveLadders live, Ladders log, Duration age, Clock clock) {
        var keeper = new LadderKeeper(live, log, age, clock);
        keeper.thread.start();
        return keeper;
    }

    /// Writes what is left, and ends.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
                keep(live.news(System.nanoTime()));
                live.sweep(System.nanoTime());
                clean();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        keep(live.allNews());
    }

    private void keep(List<Ladders.Kept> news) {
        for (var from = 0; from < news.size(); from += AT_ONCE) {
            var some = news.subList(from, Math.min(news.size(), from + AT_ONCE));
            try {
                log.keep(some);
            } catch (RuntimeException e) {
                live.notKept(some);
                LOG.warn("{} ladders were not written: {}", some.size(), e.getMessage());
            }
        }
    }

    private void clean() {
        var now = clock.instant();
        if (now.isBefore(nextCleaning)) {
            return;
        }
        nextCleaning = now.plus(BETWEEN_CLEANINGS);
        try {
            log.forget(now.minus(age));
        } catch (RuntimeException e) {
            LOG.warn("old ladders were not deleted: {}", e.getMessage());
        }
    }
}
