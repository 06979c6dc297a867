package chorus.sip.transport;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Writes X.509 certificates (RFC 5280), which the JDK can read but not make: ECDSA on P-256, names as alternatives.
final class CertificateMaker {
    private static final byte[] ECDSA_SHA256 = {6, 8, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 4, 3, 2};
    private static final byte[] COMMON_NAME = {6, 3, 0x55, 4, 3};
    private static final byte[] ALTERNATIVE_NAMES = {6, 3, 0x55, 0x1D, 0x11};
    private static final byte[] BASIC_CONSTRAINTS = {6, 3, 0x55, 0x1D, 0x13};
    private static final byte[] TRUE = {1, 1, (byte) 0xFF};
    private static final int INTEGER = 2;
    private static final int BIT_STRING = 3;
    private static final int OCTET_STRING = 4;
    private static final int UTF8 = 12;
    private static final int GENERALIZED_TIME = 24;
    private static final int UTC_TIME = 23;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int FIRST_GENERALIZED_YEAR = 2050;

    /// What a certificate says.
    ///
    /// @param names host names and IP addresses; the first is also the subject
    /// @param ca    whether it may vouch for others
    record Wording(List<String> names, boolean ca, Instant from, Instant until) {}

    private CertificateMaker() {}

    static KeyPair newKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /// Signs a certificate for these keys; its own keys and name as the issuer's make it self-signed.
    static byte[] certificate(KeyPair keys, Wording wording, KeyPair issuer, String issuerName)
            throws GeneralSecurityException {
        var algorithm = der(SEQUENCE, ECDSA_SHA256);
        var signed = der(
                SEQUENCE,
                der(0xA0, der(INTEGER, new byte[] {2})),
                der(INTEGER, new BigInteger(127, new SecureRandom()).toByteArray()),
                algorithm,
                name(issuerName),
                der(SEQUENCE, time(wording.from()), time(wording.until())),
                name(wording.names().getFirst()),
                keys.getPublic().getEncoded(),
                der(0xA3, der(SEQUENCE, alternatives(wording.names()), constraints(wording.ca()))));
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuer.getPrivate());
        signature.update(signed);
        return der(SEQUENCE, signed, algorithm, der(BIT_STRING, new byte[1], signature.sign()));
    }

    private static byte[] name(String name) {
        return der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, name.getBytes(StandardCharsets.UTF_8)))));
    }

    private static byte[] alternatives(List<String> names) {
        var all = names.stream().map(CertificateMaker::alternative).toArray(byte[][]::new);
        return der(SEQUENCE, ALTERNATIVE_NAMES, der(OCTET_STRING, der(SEQUENCE, all)));
    }

    private static byte[] alternative(String name) {
        try {
            return der(0x87, InetAddress.ofLiteral(name).getAddress());
        } catch (IllegalArgumentException aHostName) {
            return der(0x82, name.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static byte[] constraints(boolean ca) {
        return der(SEQUENCE, BASIC_CONSTRAINTS, TRUE, der(OCTET_STRING, der(SEQUENCE, ca ? TRUE : new byte[0])));
    }

    private static byte[] time(Instant instant) {
        var late = instant.atZone(ZoneOffset.UTC).getYear() >= FIRST_GENERALIZED_YEAR;
        var pattern = DateTimeFormatter.ofPattern(late ? "uuuuMMddHHmmss'Z'" : "uuMMddHHmmss'Z'", Locale.ROOT);
        var text = pattern.withZone(ZoneOffset.UTC).format(instant);
        return der(late ? GENERALIZED_TIME : UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] der(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (var part : parts) {
            content.writeBytes(part);
        }
        var whole = new ByteArrayOutputStream();
        whole.write(tag);
        writeLength(whole, content.size());
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length > 0xFF) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length > 0x7F) {
            out.write(0x81);
        }
        out.write(length);
    }
}
