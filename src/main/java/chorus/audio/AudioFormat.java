package chorus.audio;

/// How the samples of a frame are written. One channel, 8,000 samples a second.
public enum AudioFormat {
    /// G.711 µ-law, RTP payload type 0, `audio/x-mulaw` on an agent's stream.
    PCMU("PCMU", 0xFF),
    /// G.711 A-law, RTP payload type 8.
    PCMA("PCMA", 0xD5);

    /// Bytes in a millisecond: one byte a sample.
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

    /// The byte that sounds like nothing.
    public byte silence() {
        return (byte) silence;
    }
}
