package chorus.fake.voximplant;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// The timers of a scenario: a hundred at once, no more.
final class Timers {
    private static final int MOST = 100;

    private final VoximplantSession session;
    private final Map<Integer, Future<?>> running = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();

    Timers(VoximplantSession session) {
        this.session = session;
    }

    int start(long milliseconds) {
        if (running.size() >= MOST) {
            throw new Script.Broken("a session has at most 100 timers");
        }
        var id = last.incrementAndGet();
        running.put(id, session.timer(milliseconds, () -> ring(id)));
        return id;
    }

    void cancel(int id) {
        var timer = running.remove(id);
        if (timer != null) {
            timer.cancel(false);
        }
    }

    void cancelAll() {
        running.keySet().forEach(this::cancel);
    }

    private void ring(int id) {
        if (running.remove(id) != null) {
            session.happens("timer", "", "{\"id\":" + id + "}");
        }
    }
}
