package chorus.sip.locate;

import java.time.Duration;

/// When looking for a host has to be over, however many questions it takes.
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    Duration remaining() {
        return Duration.ofNanos(Math.max(nanos - System.nanoTime(), 0));
    }
}
