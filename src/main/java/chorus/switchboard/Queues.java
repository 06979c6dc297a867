package chorus.switchboard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The calls that wait to be placed: in lines, first come, first served.
final class Queues {
    /// Calls that may wait in one line.
    static final int LONGEST = 1_000;

    private final Map<UUID, Line> lines = new HashMap<>();
    private final Map<UUID, Turn> turns = new ConcurrentHashMap<>();

    /// Puts the call at the end of its line; empty when the line is as long as it may be.
    synchronized Optional<Turn> join(UUID lineId, LiveCall live) {
        var line = lines.computeIfAbsent(lineId, _ -> new Line());
        if (line.waiting.size() >= LONGEST) {
            return Optional.empty();
        }
        var turn = new Turn(this, lineId, live);
        line.waiting.add(turn);
        turns.put(live.call().id(), turn);
        return Optional.of(turn);
    }

    /// Puts the call at the head of its line, where somebody in mid-conversation waits for it: only the line's pace
    /// holds
    /// it up.
    synchronized Turn joinFirst(UUID lineId, LiveCall live) {
        var turn = new Turn(this, lineId, live);
        lines.computeIfAbsent(lineId, _ -> new Line()).waiting.addFirst(turn);
        turns.put(live.call().id(), turn);
        return turn;
    }

    /// How many stand before the call; empty for a call that does not wait.
    OptionalInt position(UUID callId) {
        var turn = turns.get(callId);
        return turn == null ? OptionalInt.empty() : position(turn);
    }

    /// Lets the first of each line look again.
    synchronized void lookAgain() {
        lines.values().stream().map(line -> line.waiting.peek()).forEach(Queues::wake);
    }

    synchronized OptionalInt position(Turn turn) {
        var before = 0;
        for (var other : lines.getOrDefault(turn.lineId(), new Line()).waiting) {
            if (other == turn) {
                return OptionalInt.of(before);
            }
            before++;
        }
        return OptionalInt.empty();
    }

    synchronized boolean isFirst(Turn turn) {
        var line = lines.get(turn.lineId());
        return line != null && line.waiting.peek() == turn;
    }

    /// When the next call of the line may begin, on [System#nanoTime]'s clock.
    synchronized long begins(UUID lineId) {
        var line = lines.get(lineId);
        return line == null ? System.nanoTime() : line.nextBegin;
    }

    /// From now on no call of the line begins for so long.
    synchronized void began(UUID lineId, long pauseNanos) {
        var line = lines.get(lineId);
        if (line != null) {
            line.nextBegin = System.nanoTime() + pauseNanos;
        }
    }

    /// A line that is empty is forgotten once its pace allows the next call at once.
    synchronized void leave(Turn turn) {
        turns.remove(turn.callId());
        var line = lines.get(turn.lineId());
        if (line != null) {
            line.waiting.remove(turn);
            wake(line.waiting.peek());
        }
        lines.values().removeIf(other -> other.waiting.isEmpty() && other.nextBegin - System.nanoTime() <= 0);
    }

    private static void wake(@org.jspecify.annotations.Nullable Turn first) {
        if (first != null) {
            first.wake();
        }
    }

    private static final class Line {
        private final Deque<Turn> waiting = new ArrayDeque<>();
        private long nextBegin = System.nanoTime();
    }
}
