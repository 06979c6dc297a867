package chorus.provider.voximplant;

import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.audio.PlayoutQueue;
import chorus.mediastream.OnHold;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The way of sound to one caller: what the agent says in its time, music while the agent lets them wait, nothing while
/// they hear somebody else ring.
///
/// Owned by the media loop of the call.
final class Playing implements OnHold.Outlet {
    private static final long SHORTEST_NANOS = 1_000_000;

    private final MediaSocket socket;
    private final EventLoop loop;
    private final PlayoutQueue.Marks marks;
    private final Playback playback;
    private @Nullable OnHold onHold;
    private @Nullable Future<?> timer;
    private boolean detached;
    private boolean over;

    /// @param marks hears of those that are done with
    Playing(MediaSocket socket, EventLoop loop, PlayoutQueue.Marks marks) {
        this.socket = socket;
        this.loop = loop;
        this.marks = marks;
        this.playback = new Playback(socket::play, System.nanoTime());
    }

    boolean say(Frame frame) {
        if (onHold != null) {
            return onHold.play(frame);
        }
        var taken = !detached && playback.play(frame, System.nanoTime());
        arm();
        return taken;
    }

    void mark(String name) {
        if (onHold != null) {
            onHold.mark(name);
        } else if (detached || !playback.mark(name)) {
            marks.reached(name, heardMillis(), false);
        } else {
            pass();
        }
    }

    /// @return milliseconds heard since the call began
    long stop() {
        if (onHold != null) {
            onHold.clear();
        } else {
            drop();
        }
        return heardMillis();
    }

    void hold(HoldSound sound) {
        if (onHold == null && !detached && !over) {
            drop();
            onHold = new OnHold(sound, this, loop, (mark, _, played) -> marks.reached(mark, heardMillis(), played));
        }
    }

    void resume() {
        if (onHold != null) {
            var held = onHold;
            onHold = null;
            held.end(this::say, this::mark);
        }
    }

    boolean isHolding() {
        return onHold != null;
    }

    /// The caller hears somebody else now.
    void detach() {
        detached = true;
        stopHolding();
        drop();
    }

    void attach() {
        detached = false;
    }

    /// Voximplant says that all was played, a second ago.
    void playedOut() {
        report(playback.playedOut(System.nanoTime()));
    }

    void end() {
        over = true;
        stopHolding();
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /// What sounds on hold goes past the queue of what was said.
    @Override
    public boolean play(Frame frame) {
        return socket.play(frame.bytes(), frame.offset(), frame.length());
    }

    @Override
    public void clear() {
        socket.clear();
    }

    /// What Voximplant has not played yet will not be heard.
    private void drop() {
        var dropped = playback.cleared(System.nanoTime());
        socket.clear();
        report(dropped);
    }

    /// Sends what has room by now, and looks again when there will be more.
    private void pass() {
        report(playback.passed(System.nanoTime()));
        arm();
    }

    private void arm() {
        if (timer == null && !over) {
            var now = System.nanoTime();
            playback.due(now)
                    .ifPresent(at -> timer =
                            loop.schedule(this::ring, Math.max(at - now, SHORTEST_NANOS), TimeUnit.NANOSECONDS));
        }
    }

    private void ring() {
        timer = null;
        if (!over) {
            pass();
        }
    }

    private void stopHolding() {
        if (onHold != null) {
            onHold.stop();
            onHold = null;
        }
    }

    private long heardMillis() {
        return playback.heardMillis(System.nanoTime());
    }

    private void report(List<Playback.Reached> reached) {
        reached.forEach(mark -> marks.reached(mark.name(), mark.heardMillis(), mark.played()));
    }
}
