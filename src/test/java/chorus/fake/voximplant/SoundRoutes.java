package chorus.fake.voximplant;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Which unit of a session hears which: each at most one, the latest. A tick of 20 ms moves the sound.
final class SoundRoutes {
    private static final long FRAME_NANOS = Duration.ofMillis(20).toNanos();

    // Guarded by this.
    private final Map<String, SoundUnit> units = new LinkedHashMap<>();
    private final Map<String, String> sources = new HashMap<>();
    private boolean over;

    synchronized void add(String name, SoundUnit unit) {
        units.put(name, unit);
    }

    synchronized void remove(String name) {
        Map.copyOf(sources).forEach((target, source) -> {
            if (source.equals(name) || target.equals(name)) {
                unroute(source, target);
            }
        });
        units.remove(name);
    }

    synchronized void route(String from, String to, String encoding) {
        if (units.containsKey(to)) {
            sources.put(to, from);
            units.get(to).routed(encoding);
        }
    }

    synchronized void unroute(String from, String to) {
        if (sources.remove(to, from) && units.containsKey(to)) {
            units.get(to).unrouted();
        }
    }

    /// Moves sound until the session is over; on a thread of its own.
    void run() {
        var due = System.nanoTime();
        while (tick()) {
            due += FRAME_NANOS;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    synchronized void stop() {
        over = true;
    }

    private synchronized boolean tick() {
        var produced = new HashMap<String, Optional<byte[]>>();
        units.forEach((name, unit) -> produced.put(name, unit.produce()));
        Map.copyOf(units).forEach((name, unit) -> {
            var source = sources.get(name);
            unit.consume(source == null ? Optional.empty() : produced.getOrDefault(source, Optional.empty()));
        });
        return !over;
    }
}
