package chorus.sip.dialog;

import chorus.sip.message.Headers;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.Source;

/// Takes the calls that come in. Called on the endpoint's loop; must not block.
public interface CallTaker {
    /// A new call. `100 Trying` has been sent; exactly one of answering and refusing is expected.
    void invited(IncomingInvite invite);

    /// An INVITE was refused for what it asks, or for want of room, before anybody was asked.
    ///
    /// @param phrase what was answered beside the status
    default void turnedAway(SipRequest invite, Source source, int status, String phrase) {}

    /// An INVITE was too broken to be read; told of its repeats too.
    ///
    /// @param headers as they came
    /// @param problem what was answered
    default void unreadable(Headers headers, Source source, String problem) {}
}
