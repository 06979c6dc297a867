package chorus.feed;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Tells each organization's watchers what happens to what is theirs.
///
/// Each organization's latest events are remembered, so that a watcher whose connection broke goes on where it stood;
/// where that is forgotten it is told to read everything anew. Watchers are bounded, and telling waits for none.
public final class Feed {
    private static final int MOST_WATCHERS = 1_000;

    /// Of this process: what was remembered by one before it is forgotten.
    private final String epoch = UUID.randomUUID().toString().substring(0, 8);
    private final Map<UUID, Channel> channels = new ConcurrentHashMap<>();
    private final AtomicInteger watchers = new AtomicInteger();

    /// Whoever watches. Told under a lock: hands over and returns, and does not call the feed back.
    public interface Watcher {
        void told(Event event);

        /// Where the news of before is forgotten, or never was known: all must be read anew. `id` stands for now.
        void reset(String id);

        /// All that was missed, if anything was, has been told. `id` stands for now.
        void current(String id);

        /// The watcher's key is not valid any more.
        void expelled();
    }

    /// A watcher's place, until it is closed.
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    public void tell(UUID organization, News news) {
        channel(organization).tell(news);
    }

    /// @param key      whose revocation expels the watcher
    /// @param lastSeen the id of the last event that the watcher knows of
    /// @return empty when there are as many watchers as there may be
    public Optional<Place> watch(UUID organization, UUID key, Optional<String> lastSeen, Watcher watcher) {
        if (watchers.incrementAndGet() > MOST_WATCHERS) {
            watchers.decrementAndGet();
            return Optional.empty();
        }
        var seat = channel(organization).enter(key, lastSeen, watcher);
        if (seat.isEmpty()) {
            watchers.decrementAndGet();
        }
        return seat.map(taken -> () -> {
            if (taken.leave()) {
                watchers.decrementAndGet();
            }
        });
    }

    /// Ends whatever is watched with this key.
    public void expel(UUID organization, UUID key) {
        channel(organization).expel(key);
    }

    public int watchers() {
        return watchers.get();
    }

    private Channel channel(UUID organization) {
        return channels.computeIfAbsent(organization, _ -> new Channel(epoch));
    }
}
