package chorus.provider.voximplant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The script that runs in Voximplant's cloud for our calls, and the hash by which versions of it are told apart.
record Scenario(String script) {
    private static final String RESOURCE = "/voximplant/chorus.js";

    /// The one that came with this version.
    static Scenario shipped() {
        try (var in = Scenario.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The program was built without " + RESOURCE + ".");
            }
            return new Scenario(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SHA-256 of the text, whatever was made of the ends of its lines on the way.
    String hash() {
        var text = script.replace("\r\n", "\n").strip();
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
