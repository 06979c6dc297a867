package chorus.provider.sip;

import chorus.call.Refusal;
import chorus.provider.SipRefusals;
import chorus.sip.dialog.IncomingInvite;
import chorus.sip.message.Header;
import chorus.sip.message.Headers;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What we read from an INVITE about the people in it, and how we turn one away.
final class Invitation {
    private static final int LONGEST = 128;
    private static final int MOST_HEADERS = 20;
    private static final int LONGEST_HEADER = 256;
    private static final Set<String> NEVER_TOLD = Set.of("authorization", "proxy-authorization");

    private Invitation() {}

    /// Who is called: the user of the Request-URI.
    static String dialled(SipRequest invite) {
        return shortened(invite.uri().user());
    }

    /// Who calls: the user of From, or of P-Asserted-Identity (RFC 3325) when From hides it.
    static String caller(SipRequest invite) {
        var from = user(invite.from());
        var hidden = from.isEmpty() || from.equalsIgnoreCase("anonymous");
        return hidden
                ? invite.header("P-Asserted-Identity")
                        .flatMap(NameAddr::parse)
                        .map(Invitation::user)
                        .filter(user -> !user.isEmpty())
                        .orElse("anonymous")
                : from;
    }

    /// The headers that the number's rules name, under the names the rules use; what proves a caller's right to call
    /// is never among them.
    static Map<String, String> headers(SipRequest invite, List<String> names) {
        var found = new LinkedHashMap<String, String>();
        for (var name : names) {
            if (found.size() == MOST_HEADERS) {
                break;
            }
            if (!NEVER_TOLD.contains(name.toLowerCase(Locale.ROOT))) {
                invite.header(name).ifPresent(value -> found.put(name, shortened(value, LONGEST_HEADER)));
            }
        }
        return found;
    }

    /// Turns the call away, the reason's word in a Warning (RFC 3261 §20.43) for whoever reads the far side's trace.
    static void refuse(IncomingInvite invite, Refusal refusal) {
        var response = SipRefusals.of(refusal);
        var warning = new Header("Warning", "399 chorus \"" + refusal.code() + "\"");
        if (response.retryAfter() > 0) {
            var later = new Header("Retry-After", Integer.toString(response.retryAfter()));
            invite.refuse(response.code(), response.phrase(), warning, later);
        } else {
            invite.refuse(response.code(), response.phrase(), warning);
        }
    }

    /// The user that a header of a broken INVITE names; empty when it names none.
    static String user(Headers headers, String name) {
        return headers.first(name)
                .flatMap(NameAddr::parse)
                .map(Invitation::user)
                .orElse("");
    }

    private static String user(NameAddr party) {
        return shortened(party.uri().user());
    }

    private static String shortened(String text) {
        return shortened(text, LONGEST);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
