package chorus.provider.sip;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SIP messages as they may be read by people: without what would let a reader call, listen or prove to be another.
///
/// Masked are the proofs of digests and every other kind of credentials, keys of SRTP, passwords in URIs, signatures of
/// RFC 8224 (the claims stay), headers named for a token or secret, and keys pressed by INFO. Names and numbers stay.
final class Masking {
    private static final int LONGEST = 8 * 1024;
    private static final String DOTS = "•••";

    /// Each with a word without which it need not be tried.
    private static final List<Rule> RULES = List.of(
            new Rule(
                    "auth",
                    "(?im)^((?:proxy-)?auth[a-z]+|www-authenticate)(\\s*:\\s*)(?!digest\\b|[a-z-]+\\s*=)(\\S+)[^\r\n]*",
                    "$1$2$3 " + DOTS),
            new Rule(
                    "auth",
                    "(?i)\\b(response|nonce|cnonce|opaque|nextnonce|rspauth)(\\s*=\\s*)(?:\"[^\"\r\n]*\"?|[^\\s,;]+)",
                    "$1$2\"" + DOTS + "\""),
            new Rule("ey", "(?im)^(identity|y)(\\s*:\\s*[\\w-]*\\.[\\w-]*\\.)[\\w-]+", "$1$2" + DOTS),
            Rule.ofHeader("token"),
            Rule.ofHeader("secret"),
            Rule.ofHeader("passw"),
            Rule.ofHeader("api-?key"),
            Rule.ofHeader("cookie"),
            new Rule("inline:", "(?i)(\\binline:)[^\\s|;]*", "$1" + DOTS),
            new Rule("\nk=", "(?m)^(k=)[^\r\n]*", "$1" + DOTS),
            new Rule("signal", "(?im)^(signal\\s*=\\s*)[^\r\n]*", "$1" + DOTS));

    /// A URI with a colon behind its name, to its `@` or, where there is none, to its end: then it has no password.
    private static final Pattern URI =
            Pattern.compile("(?i)(\\b(?:sips?:|[a-z]{2,8}://)[^:@\\s<>\"]++:)[^@\\s<>\"]*+(@?)");
    private static final Pattern KEY_ALONE =
            Pattern.compile("(?im)^(?:content-type|c)\\s*:\\s*application/dtmf(?!-relay)");
    private static final Pattern END_OF_HEADERS = Pattern.compile("\r?\n\r?\n");

    private Masking() {}

    private record Rule(String word, Pattern pattern, String replacement) {
        Rule(String word, String pattern, String replacement) {
            this(word, Pattern.compile(pattern), replacement);
        }

        /// A header whose name has this in it.
        static Rule ofHeader(String word) {
            var pattern = "(?im)^(?=[\\w-]*+\\s*+:)([\\w-]*" + word + "[\\w-]*)(\\s*:\\s*)[^\r\n]+";
            return new Rule(word.replaceAll("-.*", ""), pattern, "$1$2" + DOTS);
        }

        String applied(String text) {
            return pattern.matcher(text).replaceAll(replacement);
        }
    }

    /// @param length of the whole message; the bytes may be its beginning only
    static String text(byte[] bytes, int length) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var lower = text.toLowerCase(Locale.ROOT);
        for (var rule : RULES) {
            if (lower.contains(rule.word())) {
                text = rule.applied(text);
            }
        }
        if (lower.contains("@")) {
            text = withoutPasswords(text);
        }
        if (lower.contains("application/dtmf")) {
            text = withoutKey(text);
        }
        var shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        return shown.length() == text.length() && bytes.length == length
                ? shown
                : shown + "…\r\n(cut: the message has " + length + " bytes)";
    }

    private static String withoutPasswords(String text) {
        return URI.matcher(text)
                .replaceAll(uri ->
                        Matcher.quoteReplacement(uri.group(2).isEmpty() ? uri.group() : uri.group(1) + DOTS + "@"));
    }

    /// A body of `application/dtmf` is the key and nothing else.
    private static String withoutKey(String text) {
        var end = END_OF_HEADERS.matcher(text);
        if (!end.find() || end.end() == text.length()) {
            return text;
        }
        var isKey = KEY_ALONE.matcher(text).region(0, end.start()).find();
        return isKey ? text.substring(0, end.end()) + DOTS : text;
    }
}
