package chorus.provider.sip;

import chorus.phonebook.SipStyle;
import chorus.phonebook.Trunk;
import chorus.provider.Dialling;
import chorus.sip.message.Header;
import chorus.sip.message.NameAddr;
import chorus.sip.message.Params;
import chorus.sip.message.SipUri;
import chorus.sip.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Who calls whom, in the headers of an INVITE and in the way that the trunk wants it written.
///
/// @param more the headers beside the usual ones
record CallParties(SipUri requestUri, NameAddr from, NameAddr to, List<Header> more) {
    static final String CALL_ID = "X-Chorus-Call-Id";

    /// What a call's own headers never are: the message's bones, and what proves who we are.
    private static final Set<String> OURS = Set.of(
            "via",
            "from",
            "to",
            "call-id",
            "cseq",
            "contact",
            "route",
            "record-route",
            "max-forwards",
            "content-length",
            "content-type",
            "authorization",
            "proxy-authorization",
            "p-asserted-identity",
            "remote-party-id",
            "x-chorus-call-id");

    CallParties {
        more = List.copyOf(more);
    }

    /// @param own the host to be called from where nothing but our address names us
    /// @throws IllegalArgumentException when a header of the call's own would break the message
    static CallParties of(Dialling dialling, String own) {
        return switch (dialling.number().trunk()) {
            case Trunk.SipRegistration trunk -> {
                var domain = SipUri.sip("", trunk.registrar(), -1).host();
                var user = Optional.of(SipUri.sip(trunk.username(), domain, -1));
                yield written(dialling, trunk.style(), SipUri.sip("", domain, port(trunk)), domain, user);
            }
            case Trunk.SipAllowlist trunk -> {
                var host = SipUri.sip("", trunk.called(), -1).host();
                yield written(dialling, trunk.style(), SipUri.sip("", host, port(trunk)), own, Optional.empty());
            }
            case Trunk.Twilio _, Trunk.Voximplant _, Trunk.Browser _ ->
                throw new IllegalArgumentException("Only SIP trunks dial by SIP.");
        };
    }

    /// A proxy on the way has only the Request-URI to find the registrar by, and so has it itself.
    private static int port(Trunk.SipRegistration trunk) {
        var usual = Transport.valueOf(trunk.transport().name()).standardPort();
        return trunk.port() == usual ? -1 : trunk.port();
    }

    /// A name with its usual port stands for all the servers that it has.
    private static int port(Trunk.SipAllowlist trunk) {
        var usual = Transport.valueOf(trunk.transport().name()).standardPort();
        return trunk.host().isPresent() && trunk.port() == usual ? -1 : trunk.port();
    }

    private static CallParties written(
            Dialling dialling, SipStyle style, SipUri where, String domain, Optional<SipUri> registered) {
        var to = SipUri.sip(number(dialling.to(), style.numberFormat()), where.host(), where.port());
        var calling = SipUri.sip(number(dialling.number().number(), style.numberFormat()), domain, -1);
        var from = switch (style.callerId()) {
            case FROM, FROM_PAI, FROM_RPID -> calling;
            case PAI, RPID -> registered.orElse(calling);
        };
        var more = new ArrayList<Header>();
        switch (style.callerId()) {
            case FROM -> {}
            case FROM_PAI, PAI ->
                more.add(new Header("P-Asserted-Identity", NameAddr.of(calling).toString()));
            case FROM_RPID, RPID -> more.add(new Header("Remote-Party-ID", remoteParty(calling)));
        }
        more.add(new Header(CALL_ID, dialling.callId().toString()));
        dialling.headers().forEach((name, value) -> more.add(own(name, value)));
        return new CallParties(
                to,
                NameAddr.of(from),
                NameAddr.of(new SipUri("sip", to.user(), "", to.host(), -1, Params.NONE, "")),
                more);
    }

    /// `+12025550100` as the trunk writes it; extensions stay as they are.
    private static String number(String number, SipStyle.NumberFormat format) {
        return switch (format) {
            case E164 -> number;
            case DIGITS -> number.startsWith("+") ? number.substring(1) : number;
        };
    }

    private static String remoteParty(SipUri calling) {
        var params = Params.of("party", "calling").with("screen", "yes").with("privacy", "off");
        return new NameAddr("", calling, params).toString();
    }

    /// [Header] itself refuses line breaks.
    private static Header own(String name, String value) {
        var header = new Header(name, value);
        if (OURS.contains(header.name().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("The header " + header.name() + " is written by the server itself.");
        }
        return header;
    }
}
