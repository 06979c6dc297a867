package chorus.audio;

/// The name of one media loop: the thread that owns all media of the calls pinned to it.
///
/// A provider chooses the loop of a call, the switchboard passes the name on unopened, and the
/// agent's socket is opened on the same loop, so that a frame crosses no thread on its way.
/// The rooms that own sockets hold the loops themselves, in the same order.
public record MediaLoop(int index) {
    public MediaLoop {
        if (index < 0) {
            throw new IllegalArgumentException("A media loop is numbered from 0, not " + index + ".");
        }
    }
}
