package chorus.sip.message;

/// The character classes of RFC 3261 §25, and the few scans that every header needs.
final class Grammar {
    private static final String TOKEN_MARKS = "-.!%*_+`'~";
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (var c = 0; c < 128; c++) {
            TOKEN[c] = isAlphanumeric((char) c) || TOKEN_MARKS.indexOf(c) >= 0;
        }
    }

    private Grammar() {}

    static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isTokenCharacter(char c) {
        return c < 128 && TOKEN[c];
    }

    static boolean isToken(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (!isTokenCharacter(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// Free of control characters other than the tab.
    static boolean isText(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// What a header field may hold: text, and control characters other than line breaks as quoted pairs (§25.1).
    static boolean isFieldText(String text) {
        if (isText(text)) {
            return true;
        }
        var quoted = false;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quoted && c == '\\' && i + 1 < text.length()) {
                i++;
                if (text.charAt(i) == '\r' || text.charAt(i) == '\n') {
                    return false;
                }
            } else if (c == '"') {
                quoted = !quoted;
            } else if (isControl(c)) {
                return false;
            }
        }
        return true;
    }

    /// A control character other than the tab.
    static boolean isControl(char c) {
        return (c < ' ' && c != '\t') || c == 0x7F;
    }

    /// A decimal number of up to ten digits, or -1.
    static long number(String text) {
        if (text.isEmpty() || text.length() > 10) {
            return -1;
        }
        var value = 0L;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    /// Where the spaces and tabs end that begin at `from`.
    static int skipBlanks(String text, int from) {
        var at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /// The first `stop` outside quoted strings and, where `angles` says so, angle brackets; or the text's end.
    static int find(String text, int from, char stop, boolean angles) {
        var first = text.indexOf(stop, from);
        if (first < 0) {
            return text.length();
        }
        return isIn(text, '"', from, first) || (angles && isIn(text, '<', from, first))
                ? findOutside(text, from, stop, angles)
                : first;
    }

    private static boolean isIn(String text, char c, int from, int to) {
        return text.indexOf(c, from, to) >= 0;
    }

    private static int findOutside(String text, int from, char stop, boolean angles) {
        var quoted = false;
        var depth = 0;
        for (var i = from; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                depth = angles ? depth(depth, c) : 0;
                if (depth == 0 && c == stop) {
                    return i;
                }
            }
        }
        return text.length();
    }

    /// Ends inside no quoted string.
    static boolean isBalanced(String text) {
        var quoted = false;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        return !quoted;
    }

    private static int depth(int depth, char c) {
        if (c == '<') {
            return depth + 1;
        }
        return c == '>' && depth > 0 ? depth - 1 : depth;
    }
}
