package chorus.mediastream;

/// The text of one `media` message whose fields are numbers, written into the same array every time.
///
/// ```
/// {"event":"media","sequenceNumber":1,"media":{"chunk":0,"timestamp":0,"payload":"…"}}
/// ```
public final class NumberedSound {
    private static final byte[] HEAD = Line.ascii("{\"event\":\"media\",\"sequenceNumber\":");
    private static final byte[] CHUNK = Line.ascii(",\"media\":{\"chunk\":");
    private static final byte[] TIMESTAMP = Line.ascii(",\"timestamp\":");
    private static final byte[] PAYLOAD = Line.ascii(",\"payload\":\"");
    private static final byte[] TAIL = Line.ascii("\"}}");

    private final Line line = new Line();
    private long chunks;
    private long samples;

    /// @param bytes sound of one byte a sample; the message before the first had the number 0
    public NumberedSound write(byte[] bytes, int offset, int count) {
        line.begin()
                .add(HEAD)
                .add(chunks + 1)
                .add(CHUNK)
                .add(chunks)
                .add(TIMESTAMP)
                .add(samples)
                .add(PAYLOAD)
                .addBase64(bytes, offset, count)
                .add(TAIL);
        chunks++;
        samples += count;
        return this;
    }

    public byte[] bytes() {
        return line.bytes();
    }

    public int length() {
        return line.length();
    }
}
