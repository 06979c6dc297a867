package chorus.sip.sdp;

import java.util.List;
import java.util.Optional;

/// A session description (RFC 8866): who, where, and the streams, in order.
///
/// @param connection the address of the session's own `c=` line, if it has one
public record SessionDescription(
        Origin origin, Optional<String> connection, List<Attribute> attributes, List<Media> media) {
    public SessionDescription {
        attributes = List.copyOf(attributes);
        media = List.copyOf(media);
    }

    /// What a parser makes of a text.
    public sealed interface Parsed {
        record Sound(SessionDescription description) implements Parsed {}

        record Broken(String problem) implements Parsed {}
    }

    public static Parsed parse(String text) {
        return DescriptionParser.parse(text);
    }

    /// The text, as it goes into a message.
    @Override
    public String toString() {
        var text = new StringBuilder(256);
        text.append("v=0\r\no=").append(origin).append("\r\ns=-\r\n");
        connection.ifPresent(address -> appendConnection(text, address));
        text.append("t=0 0\r\n");
        appendAttributes(text, attributes);
        for (var section : media) {
            text.append("m=")
                    .append(section.kind())
                    .append(' ')
                    .append(section.port())
                    .append(' ')
                    .append(section.protocol());
            section.formats().forEach(format -> text.append(' ').append(format));
            text.append("\r\n");
            section.connection().ifPresent(address -> appendConnection(text, address));
            appendAttributes(text, section.attributes());
        }
        return text.toString();
    }

    private static void appendConnection(StringBuilder text, String address) {
        text.append("c=")
                .append(Lines.network(address))
                .append(' ')
                .append(address)
                .append("\r\n");
    }

    private static void appendAttributes(StringBuilder text, List<Attribute> attributes) {
        attributes.forEach(attribute -> text.append("a=").append(attribute).append("\r\n"));
    }
}
