package chorus.fake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A password by Digest, MD5 with qop auth (RFC 7616), that a [FarEnd] asks for. It shares no code with the product.
public record Lock(String header, String user, String realm, String password) {
    private static final String NONCE = "dcd98b7102dd2f0e8b11d0f600bfb0c0";

    /// The line that asks.
    public String challenge() {
        var name = header.equals("Authorization") ? "WWW-Authenticate" : "Proxy-Authenticate";
        return name + ": Digest realm=\"" + realm + "\", nonce=\"" + NONCE + "\", qop=\"auth\", algorithm=MD5";
    }

    public boolean isOpenedBy(String request) {
        var proof =
                request.lines().filter(line -> line.startsWith(header + ": ")).findFirst();
        var method = request.substring(0, request.indexOf(' '));
        return proof.isPresent() && opens(proof.get(), method);
    }

    private boolean opens(String proof, String method) {
        var secret = md5(user + ":" + realm + ":" + password);
        var asked = md5(method + ":" + part(proof, "uri"));
        var between = NONCE + ":" + part(proof, "nc") + ":" + part(proof, "cnonce") + ":auth";
        return part(proof, "username").equals(user)
                && part(proof, "response").equals(md5(secret + ":" + between + ":" + asked));
    }

    private static String part(String proof, String name) {
        var found = Pattern.compile("\\b" + name + "=\"?([^\",]*)").matcher(proof);
        return found.find() ? found.group(1) : "";
    }

    private static String md5(String text) {
        try {
            var bytes = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
