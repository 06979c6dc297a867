package chorus.provider.sip;

import chorus.call.DecisionTrace;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Arrival;
import chorus.sip.message.Headers;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.Source;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// How the story of a call begins at the door, of one that came and of one that is only tried out.
final class Beginning {
    static final String SOURCE_ADMITTED = "source admitted";
    static final String LISTED = "addresses that lines list";
    private static final String DIALLED = "number dialled";
    private static final String AMONG = "lines that list this source";

    private final Clock clock;

    Beginning(Clock clock) {
        this.clock = clock;
    }

    /// A proven source calls.
    ///
    /// @param headers those of its INVITE that the agent is told
    Arrival of(SipRequest invite, Source source, List<String> headers) {
        return of(
                invite.callId(),
                Invitation.caller(invite),
                Invitation.dialled(invite),
                source,
                Invitation.headers(invite, headers));
    }

    /// A proven source sends an INVITE that cannot be read; who is meant may still stand in it.
    Arrival ofBroken(Headers headers, Source source) {
        return of(
                headers.first("Call-ID").orElse(""),
                Invitation.user(headers, "From"),
                Invitation.user(headers, "To"),
                source,
                Map.of());
    }

    private Arrival of(String sipId, String caller, String dialled, Source source, Map<String, String> headers) {
        var id = UUID.randomUUID();
        var trace = new DecisionTrace(clock);
        trace.passed(SOURCE_ADMITTED, LISTED, source.toString());
        trace.noted("SIP Call-ID", Quote.clean(sipId));
        var callSid = "CA" + id.toString().replace("-", "");
        return new Arrival(
                id, Door.PROVIDER, callSid, caller, dialled, source.address().getHostAddress(), headers, trace);
    }

    static void found(Arrival arrival, SipLines.Match.Line match) {
        found(arrival, match.number(), AMONG);
    }

    static void found(Arrival arrival, SipLines.Match.RegisteredLine match) {
        found(arrival, match.number(), "lines registered at this source, by " + match.by());
    }

    private static void found(Arrival arrival, PhoneNumber number, String among) {
        var dialled = arrival.dialled();
        arrival.trace()
                .passed(
                        DIALLED,
                        among,
                        dialled.equals(number.number()) ? dialled : dialled + ", which is " + number.number());
    }

    /// @param there the numbers that may be called from the source
    static void unknown(Arrival arrival, SipRequest invite, Collection<PhoneNumber> there) {
        arrival.trace()
                .refused(DIALLED, AMONG, arrival.dialled() + " is none of them: " + Quote.clean(invite.startLine()));
        NearestNumber.to(arrival.dialled(), there)
                .ifPresent(near -> arrival.trace().noted("nearest number", near.number()));
    }

    /// @param why what is wrong with the INVITE
    static void notUnderstood(Arrival arrival, String why) {
        arrival.trace().refused("request understood", "RFC 3261, and the extensions spoken here", why);
    }

    /// What an answer of the SIP layers means.
    static Refusal refusal(int status) {
        return switch (status) {
            case 420 -> Refusal.EXTENSION_REQUIRED;
            case 503 -> Refusal.SERVER_FULL;
            default -> Refusal.BAD_REQUEST;
        };
    }
}
