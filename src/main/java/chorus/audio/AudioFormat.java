package chorus.audio;

/// How the samples of a frame are written. One channel, 64 kbit/s: eight bytes a millisecond in each of them.
public enum AudioFormat {
    /// G.711 µ-law, 8,000 samples a second, RTP payload type 0, `audio/x-mulaw` on an agent's stream.
    PCMU("PCMU", 0xFF),
    /// G.711 A-law, 8,000 samples a second, RTP payload type 8.
    PCMA("PCMA", 0xD5),
    /// G.722, 16,000 samples a second, two in a byte, RTP payload type 9. Its RTP clock runs at 8,000 all the same
    /// (RFC 3551 §4.5.2), so that a byte is a tick of the clock as with the others.
    G722("G722", 0xFA);

    /// Bytes in a millisecond.
    public static final int BYTES_PER_MS = 8;

    private final String rtpName;
    private final int silence;

    AudioFormat(String rtpName, int silence) {
        this.rtpName = rtpName;
        this.silence = silence;
    }

    /// The encoding's name in SDP (RFC 3551 §6).
    public String rtpName() {
        return rtpName;
    }

    /// The byte that sounds like nothing; in G.722 only where nothing was heard before.
    public byte silence() {
        return (byte) silence;
    }
}
