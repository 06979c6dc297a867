package chorus.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One organization's news: the latest of it, and who watches. Safe from any thread.
final class Channel {
    static final int REMEMBERED = 500;
    static final int MOST_WATCHERS = 100;

    private final String epoch;
    private final Deque<Event> latest = new ArrayDeque<>();
    private final List<Seat> seats = new ArrayList<>();
    private long told;

    Channel(String epoch) {
        this.epoch = epoch;
    }

    synchronized void tell(News news) {
        told++;
        var event = new Event(id(told), news);
        latest.addLast(event);
        if (latest.size() > REMEMBERED) {
            latest.removeFirst();
        }
        seats.forEach(seat -> seat.watcher.told(event));
    }

    /// Tells what was missed; from then on everything, in order.
    synchronized Optional<Seat> enter(UUID key, Optional<String> lastSeen, Feed.Watcher watcher) {
        if (seats.size() >= MOST_WATCHERS) {
            return Optional.empty();
        }
        if (lastSeen.isPresent()) {
            position(lastSeen.get()).ifPresentOrElse(seen -> tellBehind(seen, watcher), () -> watcher.reset(id(told)));
        }
        watcher.current(id(told));
        var seat = new Seat(key, watcher);
        seats.add(seat);
        return Optional.of(seat);
    }

    synchronized void expel(UUID key) {
        seats.stream().filter(seat -> seat.key.equals(key)).forEach(seat -> seat.watcher.expelled());
    }

    private void tellBehind(long seen, Feed.Watcher watcher) {
        var missed = told - seen;
        latest.stream().skip(latest.size() - missed).forEach(watcher::told);
    }

    /// Which event a watcher saw last; empty when what follows it is not remembered.
    private Optional<Long> position(String id) {
        if (!id.startsWith(epoch + "-") || !id.substring(epoch.length() + 1).matches("\\d{1,18}")) {
            return Optional.empty();
        }
        var seen = Long.parseLong(id.substring(epoch.length() + 1));
        return seen <= told && told - seen <= latest.size() ? Optional.of(seen) : Optional.empty();
    }

    private String id(long number) {
        return epoch + "-" + number;
    }

    private synchronized boolean leave(Seat seat) {
        return seats.remove(seat);
    }

    /// One watcher's.
    final class Seat {
        private final UUID key;
        private final Feed.Watcher watcher;

        private Seat(UUID key, Feed.Watcher watcher) {
            this.key = key;
            this.watcher = watcher;
        }

        /// True the first time.
        boolean leave() {
            return Channel.this.leave(this);
        }
    }
}
