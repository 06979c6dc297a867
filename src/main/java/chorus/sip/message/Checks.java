package chorus.sip.message;

import java.util.List;
import java.util.Optional;

/// What must hold of a message before anyone acts upon it.
final class Checks {
    private static final List<String> ONCE =
            List.of("From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Length", "Content-Type");
    private static final List<String> ADDRESSES = List.of("Contact", "Route", "Record-Route");

    private Checks() {}

    record Problem(int status, String phrase) {}

    static Optional<Problem> request(
            Frame frame, CoreHeaders core, String method, Optional<SipUri> uri, String version) {
        if (!Grammar.isToken(method)) {
            return bad("Bad Request - the request line is none");
        }
        if (!version.equalsIgnoreCase("SIP/2.0")) {
            return version.regionMatches(true, 0, "SIP/", 0, 4)
                    ? Optional.of(new Problem(505, "Version Not Supported"))
                    : bad("Bad Request - the request line is none");
        }
        if (uri.isEmpty()) {
            return bad("Bad Request - the Request-URI is none");
        }
        var common = common(frame, core);
        if (common.isPresent()) {
            return common;
        }
        if (!core.complete().cseq().method().equals(method)) {
            return Methods.isKnown(method)
                    ? bad("Bad Request - CSeq names another method")
                    : Optional.of(new Problem(501, "Not Implemented"));
        }
        return maxForwards(frame.headers());
    }

    static Optional<Problem> common(Frame frame, CoreHeaders core) {
        if (!frame.problem().isEmpty()) {
            return bad("Bad Request - " + frame.problem());
        }
        if (!core.isComplete()) {
            return bad("Bad Request - " + core.problem());
        }
        return headers(frame.headers());
    }

    private static Optional<Problem> headers(Headers headers) {
        for (var name : ONCE) {
            if (headers.count(name) > 1) {
                return bad("Bad Request - more than one " + name);
            }
        }
        for (var name : ADDRESSES) {
            for (var value : headers.values(name)) {
                if (!isAddress(value)) {
                    return bad("Bad Request - " + name + " is broken");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Problem> maxForwards(Headers headers) {
        var hops = headers.first("Max-Forwards").map(Grammar::number).orElse(70L);
        return hops < 0 || hops > 255 ? bad("Bad Request - Max-Forwards is none") : Optional.empty();
    }

    private static boolean isAddress(String value) {
        return value.equals("*") || NameAddr.parse(value).isPresent();
    }

    private static Optional<Problem> bad(String phrase) {
        return Optional.of(new Problem(400, phrase));
    }
}
