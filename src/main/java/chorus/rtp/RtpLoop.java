package chorus.rtp;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A media loop with its one timer: every 5 ms it looks after all started sessions, and sleeps when there are none.
///
/// Sessions are added, removed and ticked on the loop; the rest is safe from any thread.
final class RtpLoop implements Runnable {
    private static final long TICK_MILLIS = 5;

    private final List<RtpSession> sessions = new ArrayList<>();
    private final byte[] scratch = new byte[RtpHandler.LONGEST];
    private final Patience patience = new Patience();
    private final AtomicInteger open = new AtomicInteger();
    private final EventLoop loop;
    private final LongSupplier nanoTime;
    private @Nullable Future<?> timer;

    RtpLoop(EventLoop loop, LongSupplier nanoTime) {
        this.loop = loop;
        this.nanoTime = nanoTime;
    }

    EventLoop loop() {
        return loop;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    /// Sessions that have their sockets here, started or not.
    int open() {
        return open.get();
    }

    /// Room for the one datagram that the loop is busy with.
    byte[] scratch() {
        return scratch;
    }

    void add(RtpSession session) {
        sessions.add(session);
        if (timer == null) {
            patience.start(now());
            timer = loop.scheduleAtFixedRate(this, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void remove(RtpSession session) {
        sessions.remove(session);
        if (timer != null && sessions.isEmpty()) {
            timer.cancel(false);
            timer = null;
        }
    }

    @Override
    public void run() {
        var now = now();
        if (patience.asks(now)) {
            return;
        }
        // Backwards, because a session may leave during its turn.
        for (int i = sessions.size() - 1; i >= 0; i--) {
            if (i < sessions.size()) {
                sessions.get(i).tick(now);
            }
        }
    }
}
