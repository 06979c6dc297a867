package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.NameAddr;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// An answered call, as signalling sees it. Safe from any thread.
public interface Dialog {
    String callId();

    /// Asks the far side to call somebody else instead (REFER). One at a time: a second one while the first runs is
    /// refused here with 491.
    void refer(Refer refer, ReferListener listener);

    /// The far side as the target of a REFER to somebody else: whoever calls there takes this call over (Replaces,
    /// RFC 3891).
    NameAddr asTarget();

    /// Offers another description of the sound (re-INVITE, §14.1). One at a time, whoever makes it: otherwise it is
    /// refused
    /// here with 491.
    ///
    /// @param sdp asked for on the loop, when the offer goes out
    void offer(Supplier<String> sdp, OfferListener listener);

    /// Tells how the session is kept alive; empty where it needs no refreshing.
    void session(Consumer<Optional<SessionTerms>> told);

    /// Tells something that does not change the session (INFO, RFC 6086), once what was told before is taken.
    ///
    /// @param refused runs when the far side does not take it, or does not list INFO in Allow
    void inform(String contentType, String body, Runnable refused);

    /// Ends the call (BYE). Once the far side has answered or stayed silent too long, the listener hears of the end.
    /// Calling it again does nothing.
    ///
    /// @param more such as `Reason`
    void bye(Header... more);
}
