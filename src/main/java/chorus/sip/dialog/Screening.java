package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transport.Source;
import java.util.Optional;

/// What an INVITE must fulfil before anybody is asked to take it, in the order in which it is looked at.
///
/// [Reception] asks the same questions of those that come, and beside them whether there is room.
public final class Screening {
    private Screening() {}

    /// How an INVITE would be refused were no call running; empty when somebody would be asked to take it.
    public static Optional<SipResponse> refusal(SipRequest invite, Source source) {
        var refusal = invite.to().tag().isPresent()
                ? Optional.of(SipResponse.answering(invite, 481, "Call/Transaction Does Not Exist"))
                : Rules.outside(invite, source)
                        .or(() -> withoutContact(invite, source))
                        .or(() -> Replaces.refusal(invite, new Dialogs()));
        return refusal.map(SipResponse.Builder::build);
    }

    /// The session description that an INVITE offers, if it does.
    public static Optional<String> offer(SipRequest invite) {
        return Rules.sdp(invite);
    }

    /// The Min-SE with which an INVITE would first be told to ask for a longer session (RFC 4028 §9); empty when
    /// it asks for one that is long enough.
    public static Optional<Header> shortInterval(SipRequest invite, SessionPolicy policy) {
        return policy.isTooShort(invite) ? Optional.of(policy.floor()) : Optional.empty();
    }

    static Optional<SipResponse.Builder> withoutContact(SipRequest invite, Source source) {
        return Path.of(invite, source).isPresent()
                ? Optional.empty()
                : Optional.of(SipResponse.answering(invite, 400, "Bad Request - an INVITE needs a SIP Contact"));
    }
}
