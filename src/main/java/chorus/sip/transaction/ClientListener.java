package chorus.sip.transaction;

import chorus.sip.message.SipResponse;

/// Hears what becomes of a request of ours. Called on the loop.
public interface ClientListener {
    void responded(SipResponse response);

    /// Nobody answered in time, or the request could not be sent at all.
    void unanswered();
}
