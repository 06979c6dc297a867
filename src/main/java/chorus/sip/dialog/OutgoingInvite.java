package chorus.sip.dialog;

import chorus.sip.auth.Credentials;
import chorus.sip.message.Header;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipUri;
import chorus.sip.transport.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A call of ours, to be made.
///
/// @param from   with a tag, when the call goes on from one that was redirected (§8.1.3.4)
/// @param cseq   its first number; each answer to a challenge takes the next
/// @param routes values of Route, in order: the outbound proxy first
/// @param offer  our session description for the target at hand; called on the loop
public record OutgoingInvite(
        SipUri requestUri,
        NameAddr from,
        NameAddr to,
        String callId,
        long cseq,
        List<String> routes,
        List<Header> more,
        Function<Target, String> offer,
        FarSide farSide) {
    public OutgoingInvite {
        routes = List.copyOf(routes);
        more = List.copyOf(more);
    }

    /// One whose CSeq begins with 1, to a far side that answers from where it was asked.
    public OutgoingInvite(
            SipUri requestUri,
            NameAddr from,
            NameAddr to,
            String callId,
            List<String> routes,
            List<Header> more,
            Function<Target, String> offer,
            Optional<Credentials> credentials) {
        this(requestUri, from, to, callId, 1, routes, more, offer, FarSide.with(credentials));
    }
}
