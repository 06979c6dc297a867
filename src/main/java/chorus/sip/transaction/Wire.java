package chorus.sip.transaction;

import chorus.sip.message.Via;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import java.util.function.Consumer;

/// What transactions need of the transport below.
public interface Wire {
    /// Sends, and runs `failed` on the loop if it turns out that it cannot be done.
    ///
    /// @param callId the message's Call-ID
    void send(String callId, byte[] message, Target target, Runnable failed);

    default void send(String callId, byte[] message, Target target) {
        send(callId, message, target, () -> {});
    }

    /// Opens a stream to this peer unless there is one, and tells on the loop, perhaps at once, whether it is there.
    void reach(Target target, Consumer<Boolean> done);

    /// A stream to this peer is open or being opened.
    boolean leadsTo(Target target);

    /// Where a request is answered that has this topmost Via.
    Target responseTarget(Via via, Source source);
}
