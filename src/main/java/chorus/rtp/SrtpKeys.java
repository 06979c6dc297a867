package chorus.rtp;

import java.util.Arrays;

/// The master keys of one call's sound, one for each direction. Never prints them.
public final class SrtpKeys {
    private final SrtpSuite suite;
    private final byte[] outgoing;
    private final byte[] incoming;

    /// @param outgoing the key, then the salt, of what we send
    /// @param incoming the same of what we receive
    public SrtpKeys(SrtpSuite suite, byte[] outgoing, byte[] incoming) {
        if (outgoing.length != suite.keyAndSalt() || incoming.length != suite.keyAndSalt()) {
            throw new IllegalArgumentException(
                    suite + " needs " + suite.keyAndSalt() + " bytes of key and salt for each direction.");
        }
        this.suite = suite;
        this.outgoing = outgoing.clone();
        this.incoming = incoming.clone();
    }

    public SrtpSuite suite() {
        return suite;
    }

    byte[] outgoing() {
        return outgoing.clone();
    }

    byte[] incoming() {
        return incoming.clone();
    }

    boolean sendsAs(SrtpKeys other) {
        return suite == other.suite && Arrays.equals(outgoing, other.outgoing);
    }

    boolean receivesAs(SrtpKeys other) {
        return suite == other.suite && Arrays.equals(incoming, other.incoming);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SrtpKeys keys && sendsAs(keys) && receivesAs(keys);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(outgoing) * 31 + Arrays.hashCode(incoming);
    }

    @Override
    public String toString() {
        return "SrtpKeys[" + suite + "]";
    }
}
