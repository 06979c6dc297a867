package chorus.sip.message;

import java.util.Optional;

/// An address as From, To, Contact and Route carry it: `"Display" <uri>;params`.
///
/// @param displayName unquoted; empty when there is none
public record NameAddr(String displayName, SipUri uri, Params params) {
    public NameAddr {
        if (!Grammar.isText(displayName)) {
            throw new IllegalArgumentException("A display name holds no control characters.");
        }
    }

    public static NameAddr of(SipUri uri) {
        return new NameAddr("", uri, Params.NONE);
    }

    /// Reads one value; empty when it is none.
    public static Optional<NameAddr> parse(String text) {
        var open = Grammar.find(text, 0, '<', false);
        return open < text.length() ? bracketed(text, open) : bare(text);
    }

    public Optional<String> tag() {
        return params.get("tag").filter(tag -> !tag.isEmpty());
    }

    public NameAddr withTag(String tag) {
        return new NameAddr(displayName, uri, params.with("tag", tag));
    }

    @Override
    public String toString() {
        var text = new StringBuilder(64);
        if (!displayName.isEmpty()) {
            quote(text, displayName);
        }
        text.append('<').append(uri).append('>');
        params.write(text);
        return text.toString();
    }

    private static Optional<NameAddr> bracketed(String text, int open) {
        var close = text.indexOf('>', open);
        if (close < 0) {
            return Optional.empty();
        }
        var name = name(text.substring(0, open).strip());
        var uri = SipUri.parse(text.substring(open + 1, close));
        var params = Params.parse(text, close + 1);
        return name.isEmpty() || uri.isEmpty() || params.isEmpty()
                ? Optional.empty()
                : Optional.of(new NameAddr(name.get(), uri.get(), params.get()));
    }

    /// Without brackets, what follows the first semicolon belongs to the header, not to the URI (§20.10).
    private static Optional<NameAddr> bare(String text) {
        var semicolon = text.indexOf(';');
        var end = semicolon < 0 ? text.length() : semicolon;
        var uri = SipUri.parse(text.substring(0, end).strip());
        var params = Params.parse(text, end);
        return uri.isEmpty() || params.isEmpty() || text.indexOf(',') >= 0 || text.indexOf('?') >= 0
                ? Optional.empty()
                : Optional.of(new NameAddr("", uri.get(), params.get()));
    }

    private static Optional<String> name(String text) {
        if (!text.startsWith("\"")) {
            return text.indexOf('"') < 0 ? Optional.of(text) : Optional.empty();
        }
        var plain = new StringBuilder(text.length());
        for (var i = 1; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"') {
                return i == text.length() - 1 ? Optional.of(plain.toString()) : Optional.empty();
            }
            plain.append(c == '\\' && i + 1 < text.length() ? shown(text.charAt(++i)) : c);
        }
        return Optional.empty();
    }

    /// A control character that was quoted is read as a space, so that a name can be shown anywhere.
    private static char shown(char quoted) {
        return Grammar.isControl(quoted) ? ' ' : quoted;
    }

    private static void quote(StringBuilder to, String name) {
        to.append('"');
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            if (c == '"' || c == '\\') {
                to.append('\\');
            }
            to.append(c);
        }
        to.append("\" ");
    }
}
