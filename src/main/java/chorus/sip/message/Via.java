package chorus.sip.message;

import java.util.Locale;
import java.util.Optional;

/// One hop of a request's way (§20.42): `SIP/2.0/UDP host:port;branch=z9hG4bK…`.
///
/// @param transport in upper case
/// @param port      -1 when not written
public record Via(String transport, String host, int port, Params params) {
    /// How a branch begins whose maker keeps the rules of RFC 3261 (§8.1.1.7).
    public static final String MAGIC_COOKIE = "z9hG4bK";

    public static Optional<Via> parse(String text) {
        var first = text.indexOf('/');
        var second = text.indexOf('/', first + 1);
        if (first < 0 || second < 0 || !isSip2(text, first, second)) {
            return Optional.empty();
        }
        var begin = Grammar.skipBlanks(text, second + 1);
        var end = begin;
        while (end < text.length() && Grammar.isTokenCharacter(text.charAt(end))) {
            end++;
        }
        var semicolon = Grammar.find(text, end, ';', false);
        var sentBy = HostPort.parse(text.substring(end, semicolon).strip());
        var params = Params.parse(text, semicolon);
        return end == begin || sentBy.isEmpty() || params.isEmpty()
                ? Optional.empty()
                : Optional.of(new Via(
                        text.substring(begin, end).toUpperCase(Locale.ROOT),
                        sentBy.get().host(),
                        sentBy.get().port(),
                        params.get()));
    }

    public Optional<String> branch() {
        return params.get("branch");
    }

    public boolean hasMagicCookie() {
        return branch().filter(b -> b.startsWith(MAGIC_COOKIE) && b.length() > MAGIC_COOKIE.length())
                .isPresent();
    }

    /// This hop, told what address it was really heard from (§18.2.1, RFC 3581 §4).
    public Via heardFrom(String address, int fromPort) {
        if (params.has("rport")) {
            var seen = params.with("rport", Integer.toString(fromPort)).with("received", address);
            return new Via(transport, host, port, seen);
        }
        return host.equals(address) ? this : new Via(transport, host, port, params.with("received", address));
    }

    @Override
    public String toString() {
        var text = new StringBuilder(64).append("SIP/2.0/").append(transport).append(' ');
        HostPort.write(text, host, port);
        params.write(text);
        return text.toString();
    }

    private static boolean isSip2(String text, int first, int second) {
        return text.startsWith("SIP/2.0/")
                || (text.substring(0, first).strip().equalsIgnoreCase("SIP")
                        && text.substring(first + 1, second).strip().equals("2.0"));
    }
}
