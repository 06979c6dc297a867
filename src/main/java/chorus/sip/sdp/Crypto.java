package chorus.sip.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One `a=crypto` line: the key of what its writer sends (RFC 4568). Never prints the key, except as SDP.
public final class Crypto {
    private static final int LONGEST_LINE = 512;
    private static final long LARGEST_TAG = 999_999_999;
    /// A key that lasts for less than 2^20 packets would need another during a call.
    private static final int SHORTEST_LIFE = 20;

    private static final String INLINE = "inline:";

    private final int tag;
    private final CryptoSuite suite;
    private final byte[] key;

    private Crypto(int tag, CryptoSuite suite, byte[] key) {
        this.tag = tag;
        this.suite = suite;
        this.key = key;
    }

    /// A new key for each suite.
    ///
    /// @param random a secure one
    static List<Crypto> fresh(RandomGenerator random) {
        var lines = new ArrayList<Crypto>();
        for (var suite : CryptoSuite.values()) {
            var key = new byte[suite.keyAndSalt()];
            random.nextBytes(key);
            lines.add(new Crypto(lines.size() + 1, suite, key));
        }
        return lines;
    }

    /// Reads the value of the attribute; empty when we could not keep what it asks for.
    static Optional<Crypto> parse(String value) {
        var words = value.strip().split(" +", -1);
        // Any further word is a session parameter, and none of them is spoken here.
        if (value.length() > LONGEST_LINE || words.length != 3 || !words[2].startsWith(INLINE)) {
            return Optional.empty();
        }
        var tag = Lines.number(words[0], LARGEST_TAG);
        var key = words[2].substring(INLINE.length()).split("\\|", -1);
        // A second part is the lifetime; one with a colon, and any third, is a master key identifier.
        if (tag < 0 || key.length > 2 || (key.length == 2 && !livesLong(key[1]))) {
            return Optional.empty();
        }
        return CryptoSuite.named(words[1])
                .flatMap(suite -> decoded(key[0], suite).map(bytes -> new Crypto((int) tag, suite, bytes)));
    }

    /// The suite of a line and the key behind it: for what we send, or for what they send.
    public CryptoSuite suite() {
        return suite;
    }

    /// The master key, then the salt.
    public byte[] key() {
        return key.clone();
    }

    int tag() {
        return tag;
    }

    /// Our line under the tag of theirs, as an answer names it.
    Crypto tagged(int number) {
        return new Crypto(number, suite, key);
    }

    boolean hasKeyOf(Crypto other) {
        return suite == other.suite && Arrays.equals(key, other.key);
    }

    Attribute attribute() {
        return new Attribute(
                "crypto", tag + " " + suite + " " + INLINE + Base64.getEncoder().encodeToString(key));
    }

    @Override
    public String toString() {
        return "Crypto[" + tag + " " + suite + "]";
    }

    private static Optional<byte[]> decoded(String text, CryptoSuite suite) {
        try {
            return Optional.of(Base64.getDecoder().decode(text)).filter(bytes -> bytes.length == suite.keyAndSalt());
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static boolean livesLong(String lifetime) {
        if (lifetime.startsWith("2^")) {
            var power = Lines.number(lifetime.substring(2), 48);
            return power >= SHORTEST_LIFE;
        }
        return Lines.number(lifetime, Long.MAX_VALUE) >= 1L << SHORTEST_LIFE;
    }
}
