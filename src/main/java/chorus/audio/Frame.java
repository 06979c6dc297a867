package chorus.audio;

/// A window on a stretch of sound, valid only during the call that passes it.
///
/// One instance is reused for every frame of a stream; whoever wants to keep the sound copies it.
/// Owned by the media loop of the call.
public final class Frame {
    private AudioFormat format = AudioFormat.PCMU;
    private byte[] bytes = {};
    private int offset;
    private int length;

    /// Points this frame at `length` bytes from `offset`.
    public Frame over(AudioFormat newFormat, byte[] newBytes, int newOffset, int newLength) {
        this.format = newFormat;
        this.bytes = newBytes;
        this.offset = newOffset;
        this.length = newLength;
        return this;
    }

    public AudioFormat format() {
        return format;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }
}
