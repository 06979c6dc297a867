package chorus.provider.voximplant;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// The media sockets that are awaited now, by their tokens. Safe to use from any thread.
final class AwaitedStreams {
    private final LongSupplier nanoTime;
    private final Map<String, Entry> byToken = new ConcurrentHashMap<>();

    private record Entry(AwaitedStream stream, long until) {}

    AwaitedStreams(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// @param life how long its token is good
    void add(AwaitedStream stream, Duration life) {
        byToken.put(stream.token(), new Entry(stream, nanoTime.getAsLong() + life.toNanos()));
    }

    void remove(AwaitedStream stream) {
        byToken.remove(stream.token());
    }

    /// The stream that this token opens, which it does once.
    Optional<AwaitedStream> take(UUID installation, String token) {
        var entry = byToken.get(token);
        if (entry == null
                || !entry.stream().installation().equals(installation)
                || !byToken.remove(token, entry)
                || entry.until() - nanoTime.getAsLong() < 0) {
            return Optional.empty();
        }
        return Optional.of(entry.stream());
    }
}
