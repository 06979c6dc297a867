package chorus.provider.voximplant;

import chorus.audio.Frame;
import chorus.audio.PlayoutQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What Voximplant has been sent to play, what still waits here, and how much of it the caller has heard.
///
/// Voximplant plays in order and in real time, keeps ten seconds and drops what is beyond them without a word. So it is
/// never sent more than five seconds ahead, and the clock tells what was heard; the word that all was played corrects
/// the clock.
///
/// Pure: takes the time. Owned by the media loop of the call.
final class Playback {
    private static final int BYTES_PER_MILLI = 8;
    private static final long NANOS_PER_BYTE = 125_000;
    private static final long MOST_AHEAD_NANOS = 5_000_000_000L;
    private static final long ENDED_NANOS = 1_000_000_000L;
    private static final int CHUNK_BYTES = 100 * BYTES_PER_MILLI;
    private static final int MOST_WAITING_MILLIS = 120_000;
    private static final int MOST_MARKS = 1_000;

    private final PlayoutQueue waiting = new PlayoutQueue(MOST_WAITING_MILLIS, 1);
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final Outlet outlet;
    private long sent;
    private long emptyAt;
    private long busySince;

    private record Mark(String name, long position) {}

    /// A mark of the agent's that is done with.
    record Reached(String name, long heardMillis, boolean played) {}

    /// The way to Voximplant.
    interface Outlet {
        /// @return false when it was dropped
        boolean play(byte[] bytes, int offset, int length);
    }

    Playback(Outlet outlet, long now) {
        this.outlet = outlet;
        this.emptyAt = now;
        this.busySince = now;
    }

    /// @return false when too much waits and the frame was dropped
    boolean play(Frame frame, long now) {
        if (waiting.bytes() == 0 && hasRoom(frame.length(), now)) {
            return send(frame.bytes(), frame.offset(), frame.length(), now);
        }
        return waiting.offer(frame.bytes(), frame.offset(), frame.length());
    }

    /// Sets a mark behind everything so far.
    ///
    /// @return false when too many wait
    boolean mark(String name) {
        return marks.size() < MOST_MARKS && marks.add(new Mark(name, sent + waiting.bytes()));
    }

    /// Sends what has room by now.
    ///
    /// @return the marks that were heard
    List<Reached> passed(long now) {
        while (waiting.bytes() > 0 && hasRoom(Math.min(CHUNK_BYTES, waiting.bytes()), now)) {
            var count = waiting.take(chunk, 0, CHUNK_BYTES);
            send(chunk, 0, count, now);
        }
        return reached(now);
    }

    /// When there is something to do next: sound that has room then, or a mark that is heard then. Absent when nothing
    /// waits.
    OptionalLong due(long now) {
        var next = Long.MAX_VALUE;
        if (waiting.bytes() > 0) {
            next = emptyAt + Math.min(CHUNK_BYTES, waiting.bytes()) * NANOS_PER_BYTE - MOST_AHEAD_NANOS - now;
        }
        if (!marks.isEmpty()) {
            next = Math.min(next, emptyAt - (sent - marks.peek().position()) * NANOS_PER_BYTE - now);
        }
        return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(now + Math.max(0, next));
    }

    /// Voximplant is told to drop what it has not played yet, and what waits here is dropped.
    ///
    /// @return the marks in it
    List<Reached> cleared(long now) {
        var heard = heard(now);
        waiting.clear((_, _, _) -> {});
        sent = heard;
        emptyAt = now;
        var dropped = new ArrayList<Reached>();
        marks.forEach(mark -> dropped.add(new Reached(mark.name(), heard / BYTES_PER_MILLI, mark.position() <= heard)));
        marks.clear();
        return dropped;
    }

    /// Voximplant says that its buffer ran dry a second ago. It cannot speak of what began to play since then.
    ///
    /// @return the marks that were heard by that
    List<Reached> playedOut(long now) {
        if (now - busySince > ENDED_NANOS) {
            emptyAt = Math.min(emptyAt, now);
        }
        return passed(now);
    }

    /// Milliseconds of sound heard since the call began.
    long heardMillis(long now) {
        return heard(now) / BYTES_PER_MILLI;
    }

    private boolean hasRoom(int bytes, long now) {
        return Math.max(emptyAt, now) + bytes * NANOS_PER_BYTE - now <= MOST_AHEAD_NANOS;
    }

    private boolean send(byte[] bytes, int offset, int length, long now) {
        if (!outlet.play(bytes, offset, length)) {
            return false;
        }
        if (emptyAt - now < 0) {
            emptyAt = now;
            busySince = now;
        }
        emptyAt += length * NANOS_PER_BYTE;
        sent += length;
        return true;
    }

    private List<Reached> reached(long now) {
        if (marks.isEmpty()) {
            return List.of();
        }
        var heard = heard(now);
        var reached = new ArrayList<Reached>();
        while (!marks.isEmpty() && marks.peek().position() <= heard) {
            var mark = marks.poll();
            reached.add(new Reached(mark.name(), mark.position() / BYTES_PER_MILLI, true));
        }
        return reached;
    }

    private long heard(long now) {
        return sent - (Math.max(0, emptyAt - now) + NANOS_PER_BYTE - 1) / NANOS_PER_BYTE;
    }
}
