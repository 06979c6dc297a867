package chorus.sip.transaction;

import chorus.sip.message.SipRequest;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;

/// What transactions need of the transport below.
public interface Wire {
    /// Sends, and runs `failed` on the loop if it turns out that it cannot be done.
    ///
    /// @param callId the message's Call-ID
    void send(String callId, byte[] message, Target target, Runnable failed);

    default void send(String callId, byte[] message, Target target) {
        send(callId, message, target, () -> {});
    }

    Target responseTarget(SipRequest request, Source source);
}
