package chorus.sip.transaction;

import chorus.sip.message.SipResponse;
import java.net.InetAddress;

/// Hears what becomes of a request of ours. Called on the loop.
public interface ClientListener {
    void responded(SipResponse response);

    /// Whether an answer counts that comes over UDP from another address than was asked.
    default boolean mayAnswer(InetAddress elsewhere) {
        return false;
    }

    /// Nobody answered in time, or the request could not be sent at all.
    void unanswered();
}
