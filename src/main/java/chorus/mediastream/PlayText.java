package chorus.mediastream;

/// The text of one `media` message with sound for the caller, written into the same array every time.
///
/// ```
/// {"event":"media","streamSid":"MZ…","media":{"payload":"…"}}
/// ```
public final class PlayText {
    private static final byte[] TAIL = Line.ascii("\"}}");

    private final byte[] head;
    private final Line line = new Line();

    public PlayText(String streamSid) {
        head = Line.ascii("{\"event\":\"media\",\"streamSid\":\"" + streamSid + "\",\"media\":{\"payload\":\"");
    }

    public PlayText write(byte[] bytes, int offset, int count) {
        line.begin().add(head).addBase64(bytes, offset, count).add(TAIL);
        return this;
    }

    public byte[] bytes() {
        return line.bytes();
    }

    public int length() {
        return line.length();
    }
}
