package chorus.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/// A certificate that signs itself, for 127.0.0.1 and localhost, with its key, in PEM files.
///
/// @param file the certificate
/// @param key  its private key
record TrialCertificate(Path file, Path key) {
    private static final String SECRET = "for-tests-only";

    static TrialCertificate in(Path folder) {
        var store = folder.resolve("trial.p12");
        new Tool(Path.of(System.getProperty("java.home"), "bin", "keytool").toString())
                .succeeds("keytool", Duration.ofSeconds(20), arguments(store));
        try (var in = Files.newInputStream(store)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(in, SECRET.toCharArray());
            return new TrialCertificate(
                    pem(
                            folder.resolve("certificate.pem"),
                            "CERTIFICATE",
                            keys.getCertificate("trial").getEncoded()),
                    pem(
                            folder.resolve("key.pem"),
                            "PRIVATE KEY",
                            keys.getKey("trial", SECRET.toCharArray()).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> arguments(Path store) {
        return List.of(
                "-genkeypair",
                "-alias",
                "trial",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-ext",
                "bc=ca:true",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                SECRET);
    }

    private static Path pem(Path file, String what, byte[] der) throws IOException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n");
    }
}
