package chorus.mediastream;

import chorus.audio.MediaLoop;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// On which media loop each call lives: the one with the fewest. Safe to use from any thread.
public final class Homes {
    private final List<EventLoop> loops;
    private final AtomicIntegerArray calls;

    /// @param loops the media loops, in the order of [MediaLoop#index]
    public Homes(List<EventLoop> loops) {
        this.loops = List.copyOf(loops);
        this.calls = new AtomicIntegerArray(loops.size());
    }

    /// A home for one more call, until [#leave].
    public MediaLoop enter() {
        return enter(quietest());
    }

    /// The one with the fewest calls.
    public MediaLoop quietest() {
        var quietest = 0;
        for (var i = 1; i < loops.size(); i++) {
            if (calls.get(i) < calls.get(quietest)) {
                quietest = i;
            }
        }
        return new MediaLoop(quietest);
    }

    /// One more call beside another.
    public MediaLoop enter(MediaLoop home) {
        calls.incrementAndGet(home.index());
        return home;
    }

    public void leave(MediaLoop home) {
        calls.decrementAndGet(home.index());
    }

    public EventLoop loop(MediaLoop home) {
        return loops.get(home.index());
    }
}
