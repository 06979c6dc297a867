package chorus.sip.dialog;

import chorus.sip.message.Methods;
import chorus.sip.message.SipMessage;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import chorus.sip.transport.Source;
import chorus.sip.transport.Transport;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a request must fulfil before anyone looks at what it wants (§8.2), in the RFC's order.
final class Rules {
    static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, NOTIFY";

    /// The extensions that we know (§20.37).
    static final String SUPPORTED = "timer, 100rel";

    static final String SDP = "application/sdp";
    private static final Set<String> METHODS = Set.of("INVITE", "BYE", "OPTIONS", "INFO", "UPDATE", "PRACK", "NOTIFY");
    private static final Set<String> WITH_SDP = Set.of("INVITE", "UPDATE", "PRACK");
    private static final Set<String> KNOWN = Set.of(SessionPolicy.OPTION, ReliableProvisional.OPTION);

    private Rules() {}

    /// For requests that are to begin something, or stand alone. Max-Forwards limits proxies only (§16.3): here the
    /// way ends anyhow.
    static Optional<SipResponse.Builder> outside(SipRequest request, Source source) {
        if (!isAllowed(request)) {
            return Optional.of(notAllowed(request));
        }
        if (!isReachable(request.uri(), source)) {
            return Optional.of(SipResponse.answering(request, 416, "Unsupported URI Scheme"));
        }
        return extensions(request).or(() -> content(request)).or(() -> acceptance(request));
    }

    /// For requests of a dialog that exists.
    static Optional<SipResponse.Builder> inside(SipRequest request) {
        return isAllowed(request)
                ? extensions(request).or(() -> content(request)).or(() -> acceptance(request))
                : Optional.of(notAllowed(request));
    }

    /// `sips` asks for TLS on the whole way (RFC 3261 §26.2.2), which ends here.
    private static boolean isReachable(SipUri uri, Source source) {
        return switch (uri.scheme()) {
            case "sip", "tel" -> true;
            case "sips" -> source.transport() == Transport.TLS;
            default -> false;
        };
    }

    static boolean isAllowed(SipRequest request) {
        return METHODS.contains(request.method());
    }

    static SipResponse.Builder notAllowed(SipRequest request) {
        var refusal = Methods.isKnown(request.method())
                ? SipResponse.answering(request, 405, "Method Not Allowed")
                : SipResponse.answering(request, 501, "Not Implemented");
        return refusal.header("Allow", ALLOW);
    }

    /// The session description in a message, if it holds one.
    static Optional<String> sdp(SipMessage request) {
        return Optional.of(request.body()).filter(body -> !body.isEmpty() && isSdp(request));
    }

    /// Only what we know can be required (§8.2.2.3).
    private static Optional<SipResponse.Builder> extensions(SipRequest request) {
        var required = request.headers().values("Require").stream()
                .filter(option -> !KNOWN.contains(option.toLowerCase(Locale.ROOT)))
                .toList();
        return required.isEmpty()
                ? Optional.empty()
                : Optional.of(SipResponse.answering(request, 420, "Bad Extension")
                        .header("Unsupported", String.join(", ", required)));
    }

    private static Optional<SipResponse.Builder> content(SipRequest request) {
        if (request.body().isEmpty() || !WITH_SDP.contains(request.method())) {
            return Optional.empty();
        }
        var encoded = request.header("Content-Encoding")
                .filter(encoding -> !encoding.equalsIgnoreCase("identity"))
                .isPresent();
        return isSdp(request) && !encoded
                ? Optional.empty()
                : Optional.of(SipResponse.answering(request, 415, "Unsupported Media Type")
                        .header("Accept", SDP)
                        .header("Accept-Encoding", "identity"));
    }

    /// Who accepts no session description cannot be answered with one (§21.4.7).
    private static Optional<SipResponse.Builder> acceptance(SipRequest request) {
        var accepted = request.headers().values("Accept");
        var acceptable = accepted.isEmpty() || accepted.stream().anyMatch(Rules::includesSdp);
        return acceptable || !WITH_SDP.contains(request.method())
                ? Optional.empty()
                : Optional.of(SipResponse.answering(request, 406, "Not Acceptable")
                        .header("Warning", "399 chorus \"An answer would be " + SDP + ", which Accept leaves out\""));
    }

    private static boolean includesSdp(String accepted) {
        var semicolon = accepted.indexOf(';');
        var type = semicolon < 0 ? accepted : accepted.substring(0, semicolon);
        return Set.of(SDP, "application/*", "*/*").contains(type.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isSdp(SipMessage request) {
        return request.contentType().filter(SDP::equals).isPresent();
    }
}
