package chorus.provider.twilio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What Twilio has been sent to play, and how much of it the caller has heard.
///
/// Twilio plays in order and in real time, and echoes each mark once everything before it was played. So the clock
/// tells how much can have been heard at most, an echo how much was heard at least, and a mark without an echo what was
/// not heard yet. Marks travel under numbers of ours: after a `clear`, Twilio echoes those it dropped as well, and the
/// number tells that echo from one of a mark that was played.
///
/// Pure: takes the time. Owned by the media loop of the call.
final class Playback {
    private static final int BYTES_PER_MILLI = 8;
    private static final long NANOS_PER_BYTE = 125_000;
    private static final int MOST_MARKS = 1_000;
    /// Sound between marks of our own, which keep the account true when the agent sets none.
    private static final long OWN_MARK_EVERY_BYTES = 8_000;
    private static final String PREFIX = "c";

    private final ArrayDeque<Mark> pending = new ArrayDeque<>();
    private long sent;
    private long confirmed;
    private long emptyAt;
    private long numbered;
    private long clearedThrough;
    private long lastMark;
    private long echoesAfterClear;

    private record Mark(long number, Optional<String> name, long position) {}

    /// A mark of the agent's that is done with.
    record Reached(String name, long heardMillis, boolean played) {}

    Playback(long now) {
        emptyAt = now;
    }

    void sent(int bytes, long now) {
        emptyAt = Math.max(emptyAt, now) + bytes * NANOS_PER_BYTE;
        sent += bytes;
    }

    /// Sets a mark behind all that was sent.
    ///
    /// @return under what name it travels; empty when too many wait
    Optional<String> mark(String name) {
        return pending.size() < MOST_MARKS ? Optional.of(add(Optional.of(name))) : Optional.empty();
    }

    /// @return the name of a mark of our own, when one is due
    Optional<String> ownMark() {
        var due = sent - lastMark >= OWN_MARK_EVERY_BYTES && pending.size() < MOST_MARKS;
        return due ? Optional.of(add(Optional.empty())) : Optional.empty();
    }

    private String add(Optional<String> name) {
        pending.add(new Mark(++numbered, name, sent));
        lastMark = sent;
        return PREFIX + numbered;
    }

    /// Twilio echoed a mark: it and those before it were played, unless a `clear` dropped it.
    List<Reached> echoed(String travelling, long now) {
        var number = number(travelling);
        if (number <= clearedThrough) {
            echoesAfterClear++;
            return List.of();
        }
        var reached = new ArrayList<Reached>();
        while (!pending.isEmpty() && pending.peek().number() <= number) {
            var mark = pending.poll();
            confirmed = mark.position();
            emptyAt = Math.max(emptyAt, now + (sent - confirmed) * NANOS_PER_BYTE);
            mark.name().ifPresent(name -> reached.add(new Reached(name, confirmed / BYTES_PER_MILLI, true)));
        }
        return reached;
    }

    /// Twilio is told to drop what it has not played yet.
    ///
    /// @return the agent's marks in it
    List<Reached> cleared(long now) {
        sent = heard(now);
        confirmed = sent;
        lastMark = sent;
        emptyAt = now;
        clearedThrough = numbered;
        var dropped = new ArrayList<Reached>();
        pending.forEach(mark ->
                mark.name().ifPresent(name -> dropped.add(new Reached(name, sent / BYTES_PER_MILLI, false))));
        pending.clear();
        return dropped;
    }

    /// Milliseconds of sound heard since the call began.
    long heardMillis(long now) {
        return heard(now) / BYTES_PER_MILLI;
    }

    /// Milliseconds of sound that Twilio has still to play.
    long queuedMillis(long now) {
        return (sent - heard(now)) / BYTES_PER_MILLI;
    }

    /// Echoes of marks that were dropped.
    long echoesAfterClear() {
        return echoesAfterClear;
    }

    private long heard(long now) {
        var byClock = sent - Math.max(0, emptyAt - now) / NANOS_PER_BYTE;
        var most = pending.isEmpty() ? sent : pending.peek().position();
        return Math.clamp(byClock, confirmed, Math.max(confirmed, most));
    }

    private static long number(String travelling) {
        var digits = travelling.startsWith(PREFIX) ? travelling.substring(PREFIX.length()) : "";
        return digits.matches("\\d{1,15}") ? Long.parseLong(digits) : 0;
    }
}
