package chorus.sip.transaction;

import chorus.sip.message.Via;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;

/// What transactions need of the transport below.
public interface Wire {
    void send(byte[] message, Target target);

    /// Sends, and runs `failed` on the loop if it turns out that it cannot be done.
    void send(byte[] message, Target target, Runnable failed);

    /// Where a request is answered that has this topmost Via.
    Target responseTarget(Via via, Source source);
}
