package chorus.doctor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An INVITE as people paste it, made what went over the wire: without what a log put before it, with line breaks of
/// CRLF, the empty line that ends its head, and a Content-Length of what is there.
public final class PastedInvite {
    private static final String BEGINNING = "INVITE ";
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile(
            "^((?:content-length|l)[ \\t]*:[ \\t]*)(\\d{1,6})(?=[ \\t]*\\r?$)",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private PastedInvite() {}

    /// Its bytes; empty when no line begins one.
    public static Optional<byte[]> wire(String pasted) {
        var lines = pasted.lines().toList();
        for (var i = 0; i < lines.size(); i++) {
            if (lines.get(i).stripLeading().startsWith(BEGINNING)) {
                return Optional.of(wire(lines.subList(i, lines.size())));
            }
        }
        return Optional.empty();
    }

    private static byte[] wire(List<String> lines) {
        var first = lines.getFirst();
        var indent = first.substring(0, first.indexOf(BEGINNING));
        var text = lines.stream()
                .map(line -> line.startsWith(indent) ? line.substring(indent.length()) : line)
                .collect(Collectors.joining("\r\n", "", "\r\n"));
        var whole = text.contains(END_OF_HEAD) ? text : text + "\r\n";
        return measured(whole).getBytes(StandardCharsets.UTF_8);
    }

    /// Blanks and lines are easily lost in pasting, so that Content-Length says too much: it is no fault of the
    /// sender's.
    private static String measured(String whole) {
        var end = whole.indexOf(END_OF_HEAD);
        var head = whole.substring(0, end);
        var body = whole.substring(end + END_OF_HEAD.length()).getBytes(StandardCharsets.UTF_8).length;
        var length = LENGTH.matcher(head);
        return length.find() && Integer.parseInt(length.group(2)) > body
                ? length.replaceFirst("$1" + body) + whole.substring(end)
                : whole;
    }
}
