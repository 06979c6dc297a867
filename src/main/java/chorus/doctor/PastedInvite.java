package chorus.doctor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An INVITE as people paste it, made what went over the wire: without what a log put before it, with line breaks of
/// CRLF
/// and with the empty line that ends its head.
public final class PastedInvite {
    private static final String BEGINNING = "INVITE ";

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
        var whole = text.contains("\r\n\r\n") ? text : text + "\r\n";
        return whole.getBytes(StandardCharsets.UTF_8);
    }
}
