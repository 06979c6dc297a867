package chorus.audio;

/// Sound that one thread writes and another reads, neither waiting for the other. What finds no room is dropped.
///
/// The writer alone moves `written` and `cleared`, the reader alone `read`.
public final class SoundRing {
    private final byte[] ring;
    private volatile long written;
    private volatile long cleared;
    private volatile long read;

    /// @param millis of sound that may wait
    public SoundRing(int millis) {
        ring = new byte[millis * AudioFormat.BYTES_PER_MS];
    }

    public void write(byte[] bytes, int offset, int length) {
        var at = written;
        if (length > ring.length - (at - read)) {
            return;
        }
        var from = (int) (at % ring.length);
        var straight = Math.min(length, ring.length - from);
        System.arraycopy(bytes, offset, ring, from, straight);
        System.arraycopy(bytes, offset + straight, ring, 0, length - straight);
        written = at + length;
    }

    /// What waits is not read any more. Called by the writer.
    public void clear() {
        cleared = written;
    }

    /// How much can be read. Called by the reader.
    public int available() {
        return (int) (written - Math.max(read, cleared));
    }

    /// @return how many bytes there were
    public int read(byte[] target, int length) {
        var at = Math.max(read, cleared);
        var count = (int) Math.min(length, written - at);
        var from = (int) (at % ring.length);
        var straight = Math.min(count, ring.length - from);
        System.arraycopy(ring, from, target, 0, straight);
        System.arraycopy(ring, 0, target, straight, count - straight);
        read = at + count;
        return count;
    }

    /// Passes over all but the last so many bytes. Called by the reader.
    public void skipTo(int left) {
        read = Math.max(Math.max(read, cleared), written - left);
    }
}
