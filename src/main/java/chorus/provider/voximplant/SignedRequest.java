package chorus.provider.voximplant;

import chorus.phonebook.Installation;
import chorus.web.Visit;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Judges who sent a request: its signature is the HMAC-SHA256 (RFC 2104) of the installation's key over the time, the
/// path behind the link, and the body, with points in between.
///
/// ```
/// X-Chorus-Timestamp: 1790000000
/// X-Chorus-Signature: sha256=…   of   1790000000./inbound.{"session":…}
/// ```
final class SignedRequest {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final String SCHEME = "sha256=";

    private SignedRequest() {}

    /// What a request is.
    sealed interface Judgement {
        /// @param signature which has to be new
        record Genuine(String signature) implements Judgement {}

        record Forged() implements Judgement {}

        /// It was signed by the right one, at a time that is not now.
        record Untimely(Instant signedAt) implements Judgement {}
    }

    /// @param path what follows the link
    static Judgement judge(Installation installation, Visit visit, String path, Instant now) {
        var time = visit.header("x-chorus-timestamp").orElse("");
        var given = visit.header("x-chorus-signature").orElse("");
        if (!time.matches("[0-9]{1,12}") || !given.startsWith(SCHEME)) {
            return new Judgement.Forged();
        }
        var right = signature(installation, (time + "." + path + ".").getBytes(StandardCharsets.US_ASCII), visit);
        var bytes = given.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(right.getBytes(StandardCharsets.US_ASCII), bytes)) {
            return new Judgement.Forged();
        }
        var signedAt = Instant.ofEpochSecond(Long.parseLong(time));
        return Duration.between(signedAt, now).abs().compareTo(WINDOW) <= 0
                ? new Judgement.Genuine(right)
                : new Judgement.Untimely(signedAt);
    }

    /// The scenario has the key as text, so its letters are the key.
    private static String signature(Installation installation, byte[] before, Visit visit) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            var key = installation.key().reveal().getBytes(StandardCharsets.US_ASCII);
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(before);
            mac.update(visit.body().getBytes());
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA256.", e);
        }
    }
}
