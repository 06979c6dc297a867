package chorus.api;

import chorus.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// The cookie that stands for a key in a browser, and what proves that a request which carries it is meant.
///
/// A browser sends cookies whoever made it ask. Another site's page can neither set a header of ours nor hide its
/// Origin (Fetch Standard, "CORS protocol"), so one of the two must speak for a change.
final class Cookie {
    static final String NAME = "chorus_session";
    static final String PROOF = "X-Chorus-Dashboard";
    private static final String SCHEME_END = "://";

    private Cookie() {}

    static boolean isMeant(Incoming incoming) {
        return "1".equals(incoming.headers().get(PROOF.toLowerCase(java.util.Locale.ROOT))) || isOfThisOrigin(incoming);
    }

    /// The page that asks came from this server.
    static boolean isOfThisOrigin(Incoming incoming) {
        var origin = incoming.headers().getOrDefault("origin", "");
        var host = incoming.headers().getOrDefault("host", "");
        var at = origin.indexOf(SCHEME_END);
        return at > 0
                && !host.isEmpty()
                && origin.substring(at + SCHEME_END.length()).equalsIgnoreCase(host);
    }

    /// The header that sets it (RFC 6265 §4.1, RFC 6265bis for SameSite).
    static String set(Secret token, Duration age, boolean secure) {
        return header(token.reveal(), age, secure);
    }

    static String cleared(boolean secure) {
        return header("", Duration.ZERO, secure);
    }

    /// Whether the browser came over HTTPS: a proxy in front says so, or the public address does.
    static boolean isSecure(Incoming incoming, URI publicUrl) {
        var proxied = Optional.ofNullable(incoming.headers().get("x-forwarded-proto"));
        return proxied.map("https"::equalsIgnoreCase)
                .orElseGet(() -> "https".equals(publicUrl.getScheme())
                        && publicUrl
                                .getAuthority()
                                .equalsIgnoreCase(incoming.headers().getOrDefault("host", "")));
    }

    private static String header(String value, Duration age, boolean secure) {
        return NAME + "=" + value + "; Path=" + Document.BASE + "; Max-Age=" + age.toSeconds()
                + "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }
}
