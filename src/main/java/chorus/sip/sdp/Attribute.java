package chorus.sip.sdp;

/// One `a=` line: `name` or `name:value`.
public record Attribute(String name, String value) {
    public Attribute {
        if (!Lines.isText(name) || !Lines.isText(value)) {
            throw new IllegalArgumentException("An SDP attribute holds no line breaks.");
        }
    }

    static Attribute parse(String text) {
        var colon = text.indexOf(':');
        return colon < 0 ? new Attribute(text, "") : new Attribute(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return value.isEmpty() ? name : name + ":" + value;
    }
}
