package chorus.provider.twilio;

import chorus.secret.Secret;
import chorus.web.Visit;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The proof that a request comes from Twilio: the base64 of an HMAC-SHA1 over its URL and its form, keyed with the
/// account's auth token, in the header `X-Twilio-Signature`.
///
/// The URL is the one that Twilio was given, in its own words: nothing in it is decoded, ordered or normalized. Only
/// its port may differ, for Twilio is not consistent there, and a slash at the end of a socket's. Whatever cannot be
/// verified is not verified: no header, no token, a body that nothing signs.
final class TwilioSignature {
    static final String HEADER = "x-twilio-signature";

    private static final Pattern URL = Pattern.compile("(?i)(https?|wss?)://(?:[^/?#@]*@)?([^/?#@]+)([^#]*)(?:#.*)?");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
    private static final Pattern BODY_HASH = Pattern.compile("(?:^|&)bodySHA256=([0-9a-fA-F]{64})(?:&|$)");

    private final List<Secret> tokens;

    /// @param tokens of the account; during a rotation there are two
    TwilioSignature(List<Secret> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /// Whether Twilio sent this request to `base` and what follows it.
    ///
    /// @param base the public URL, without a path of ours
    boolean signs(String base, Visit visit) {
        return visit.header(HEADER)
                .map(signature -> signs(base + visit.target(), visit, signature))
                .orElse(false);
    }

    /// Whether Twilio asks to open this socket.
    ///
    /// @param base the public URL with the scheme of sockets, without a path of ours
    boolean signsSocket(String base, Visit visit) {
        var url = base + visit.target();
        return visit.header(HEADER)
                .map(signature -> matches(Set.of(url, url + "/"), "", signature))
                .orElse(false);
    }

    /// @param form empty for a request without one
    boolean signs(String url, PostedForm form, String signature) {
        return matches(Set.of(url), text(form), signature);
    }

    private boolean signs(String url, Visit visit, String signature) {
        if (visit.body().length() == 0) {
            return signs(url, PostedForm.empty(), signature);
        }
        var type = visit.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded")) {
            return form(visit.body()).map(form -> signs(url, form, signature)).orElse(false);
        }
        return isHashed(visit) && signs(url, PostedForm.empty(), signature);
    }

    private static Optional<PostedForm> form(Buffer body) {
        try {
            return Optional.of(PostedForm.parse(body.toString(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Whether the signed URL names the hash of this body.
    private static boolean isHashed(Visit visit) {
        var named = BODY_HASH.matcher(visit.query());
        return named.find()
                && MessageDigest.isEqual(
                        HexFormat.of().parseHex(named.group(1)),
                        sha256(visit.body().getBytes()));
    }

    /// Tries all that may have been signed, so that the time taken tells nothing.
    private boolean matches(Set<String> urls, String suffix, String signature) {
        var given = signature.getBytes(StandardCharsets.UTF_8);
        var found = false;
        for (var url : urls) {
            for (var variant : ports(url)) {
                for (var token : tokens) {
                    found |= MessageDigest.isEqual(given, sign(token, variant + suffix));
                }
            }
        }
        return found;
    }

    /// The URL as it is, without its port, and with the standard one where it has none.
    private static Set<String> ports(String url) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            return Set.of();
        }
        var scheme = parts.group(1);
        var bare = PORT.matcher(parts.group(2)).replaceFirst("");
        var secure = scheme.toLowerCase(Locale.ROOT).matches("https|wss");
        var withPort = bare.equals(parts.group(2)) ? bare + (secure ? ":443" : ":80") : parts.group(2);
        var variants = new LinkedHashSet<String>();
        for (var authority : List.of(parts.group(2), bare, withPort)) {
            variants.add(scheme + "://" + authority + parts.group(3));
        }
        return variants;
    }

    private static String text(PostedForm form) {
        var text = new StringBuilder();
        form.sorted()
                .forEach((name, values) ->
                        values.forEach(value -> text.append(name).append(value)));
        return text.toString();
    }

    private static byte[] sign(Secret token, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encode(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA1.", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
