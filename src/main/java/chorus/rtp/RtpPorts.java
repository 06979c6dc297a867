package chorus.rtp;

import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/// The UDP ports for calls: even ones for RTP, each with the odd one above it for RTCP (RFC 3550 §11).
///
/// A queue of free ports, shuffled once: the one given back longest ago is lent next, and none is lent again
/// before its rest is over, so that a late packet of one call is not heard in another. Safe for any thread.
public final class RtpPorts {
    private static final long REST_NANOS = 5_000_000_000L;

    private final LongSupplier nanoTime;
    private final long restNanos;
    private final int[] port;
    private final long[] restedAt;
    private int head;
    private int free;

    RtpPorts(int first, int last, LongSupplier nanoTime, long restNanos) {
        this.nanoTime = nanoTime;
        this.restNanos = restNanos;
        var even = first + (first & 1);
        this.free = (last - even + 1) / 2;
        if (first < 1024 || last > 65_535 || free < 1) {
            throw new IllegalArgumentException("RTP ports need a range with an even port and the odd one above it,"
                    + " between 1024 and 65535, not " + first + "-" + last + ".");
        }
        this.port = new int[free];
        this.restedAt = new long[free];
        fill(even);
    }

    /// Reads a range such as `16384-32767`.
    public static RtpPorts range(String text, LongSupplier nanoTime) {
        var dash = text.indexOf('-');
        try {
            var first = Integer.parseInt(text.substring(0, Math.max(dash, 0)).strip());
            var last = Integer.parseInt(text.substring(dash + 1).strip());
            return new RtpPorts(first, last, nanoTime, REST_NANOS);
        } catch (NumberFormatException notNumbers) {
            throw new IllegalArgumentException(
                    "RTP ports are written as a range such as 16384-32767, not \"" + text + "\".", notNumbers);
        }
    }

    private void fill(int even) {
        var now = nanoTime.getAsLong();
        for (int i = 0; i < port.length; i++) {
            var swap = ThreadLocalRandom.current().nextInt(i + 1);
            port[i] = port[swap];
            port[swap] = even + 2 * i;
            restedAt[i] = now;
        }
    }

    /// Lends an even port, or nothing when all are lent or resting.
    public synchronized OptionalInt lend() {
        if (free == 0 || nanoTime.getAsLong() - restedAt[head] < 0) {
            return OptionalInt.empty();
        }
        var lent = port[head];
        head = (head + 1) % port.length;
        free--;
        return OptionalInt.of(lent);
    }

    /// Takes back a port that [#lend] gave, once.
    public synchronized void giveBack(int lent) {
        if (free == port.length) {
            throw new IllegalStateException("Port " + lent + " was given back but no port was lent.");
        }
        var tail = (head + free) % port.length;
        port[tail] = lent;
        restedAt[tail] = nanoTime.getAsLong() + restNanos;
        free++;
    }

    /// Pairs of ports in the range.
    public int size() {
        return port.length;
    }

    /// Pairs of ports lent now.
    public synchronized int lent() {
        return port.length - free;
    }
}
