package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipUri;
import java.util.List;
import java.util.Optional;

/// A request of ours outside any dialog, such as REGISTER or OPTIONS.
///
/// @param cseq        its first number; each answer to a challenge takes the next, and the reply shows the last
/// @param routes      values of Route, in order
/// @param contactUser the user part of our Contact; empty for none
/// @param former      a Contact of ours that is to be forgotten (`expires=0`) unless it is the one we send
/// @param more        such as `Expires`; with a `Contact` in it, none is made
public record OutgoingRequest(
        String method,
        SipUri requestUri,
        NameAddr from,
        NameAddr to,
        String callId,
        long cseq,
        List<String> routes,
        String contactUser,
        Optional<String> former,
        List<Header> more,
        FarSide farSide) {
    public OutgoingRequest {
        routes = List.copyOf(routes);
        more = List.copyOf(more);
    }
}
