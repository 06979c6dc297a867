package chorus.sip.sdp;

import java.util.Arrays;
import java.util.Optional;

/// The crypto suites of `a=crypto` that are spoken here (RFC 4568 §6.2, RFC 7714 §14.2), in the order of our offers:
/// first the one that every implementation has.
public enum CryptoSuite {
    AES_CM_128_HMAC_SHA1_80(30),
    AEAD_AES_256_GCM(44),
    AEAD_AES_128_GCM(28),
    AES_CM_128_HMAC_SHA1_32(30);

    private final int keyAndSalt;

    CryptoSuite(int keyAndSalt) {
        this.keyAndSalt = keyAndSalt;
    }

    /// Bytes of the master key with its salt.
    public int keyAndSalt() {
        return keyAndSalt;
    }

    static Optional<CryptoSuite> named(String name) {
        return Arrays.stream(values())
                .filter(suite -> suite.name().equals(name))
                .findFirst();
    }
}
