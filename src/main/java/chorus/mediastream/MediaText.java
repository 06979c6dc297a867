package chorus.mediastream;

/// The text of one `media` message with the caller's sound, written into the same array every time.
///
/// ```
/// {"event":"media","sequenceNumber":"3","streamSid":"MZ…","media":{"track":"inbound","chunk":"1","timestamp":"0","payload":"…"}}
/// ```
public final class MediaText {
    private static final byte[] HEAD = Line.ascii("{\"event\":\"media\",\"sequenceNumber\":\"");
    private static final byte[] TIMESTAMP = Line.ascii("\",\"timestamp\":\"");
    private static final byte[] PAYLOAD = Line.ascii("\",\"payload\":\"");
    private static final byte[] TAIL = Line.ascii("\"}}");

    private final byte[] chunk;
    private final Line line = new Line();
    private long chunks;

    public MediaText(String streamSid) {
        chunk = Line.ascii("\",\"streamSid\":\"" + streamSid + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"");
    }

    public MediaText write(long sequence, long timestampMillis, byte[] bytes, int offset, int count) {
        line.begin()
                .add(HEAD)
                .add(sequence)
                .add(chunk)
                .add(++chunks)
                .add(TIMESTAMP)
                .add(timestampMillis)
                .add(PAYLOAD)
                .addBase64(bytes, offset, count)
                .add(TAIL);
        return this;
    }

    public byte[] bytes() {
        return line.bytes();
    }

    public int length() {
        return line.length();
    }
}
