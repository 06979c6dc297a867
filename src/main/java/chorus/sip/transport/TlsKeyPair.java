package chorus.sip.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether a key is that of its certificate. The JDK would take any, and then every handshake would fail.
final class TlsKeyPair {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final byte[] SAMPLE = {1, 2, 3, 4};

    private TlsKeyPair() {}

    /// @throws GeneralSecurityException when it is not
    static void check(TlsIdentity identity) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(identity.certificate())) {
            var shown = CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getPublicKey();
            var key = KEY.matcher(Files.readString(identity.key()));
            if (key.find() && !belong(shown, Base64.getMimeDecoder().decode(key.group(1)))) {
                throw new CertificateException("the key is not the one of the certificate");
            }
        }
    }

    private static boolean belong(PublicKey shown, byte[] der) throws GeneralSecurityException {
        var algorithm = signature(shown);
        return algorithm.isEmpty() || verifies(shown, key(shown, der), Signature.getInstance(algorithm.get()));
    }

    private static boolean verifies(PublicKey shown, Optional<PrivateKey> key, Signature signature)
            throws GeneralSecurityException {
        if (key.isEmpty()) {
            return false;
        }
        signature.initSign(key.get());
        signature.update(SAMPLE);
        var signed = signature.sign();
        signature.initVerify(shown);
        signature.update(SAMPLE);
        return signature.verify(signed);
    }

    /// Empty when it is a key of another kind.
    private static Optional<PrivateKey> key(PublicKey shown, byte[] der) {
        try {
            return Optional.of(
                    KeyFactory.getInstance(shown.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException another) {
            return Optional.empty();
        }
    }

    /// Empty for the kinds that are rare, which are believed.
    private static Optional<String> signature(PublicKey shown) {
        return switch (shown.getAlgorithm()) {
            case "RSA" -> Optional.of("SHA256withRSA");
            case "EC" -> Optional.of("SHA256withECDSA");
            case "EdDSA" -> Optional.of("EdDSA");
            default -> Optional.empty();
        };
    }
}
