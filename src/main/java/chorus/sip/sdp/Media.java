package chorus.sip.sdp;

import java.util.List;
import java.util.Optional;

/// One `m=` section as it stands on paper.
///
/// @param kind       `audio`, `video`, `image`, …
/// @param formats    payload types of RTP, or whatever else the protocol lists
/// @param connection the address of its own `c=` line, if it has one
public record Media(
        String kind,
        int port,
        String protocol,
        List<String> formats,
        Optional<String> connection,
        List<Attribute> attributes) {
    private static final int LONGEST_QUOTE = 120;

    public Media {
        formats = List.copyOf(formats);
        attributes = List.copyOf(attributes);
        if (!Lines.isWord(kind) || !Lines.isWord(protocol) || !formats.stream().allMatch(Lines::isWord)) {
            throw new IllegalArgumentException("The parts of an SDP media line are words.");
        }
        if (port < 0 || port > 65535 || formats.isEmpty()) {
            throw new IllegalArgumentException("An SDP media line has a port of 0 to 65535 and at least one format.");
        }
    }

    /// The same stream, refused (RFC 3264 §6).
    Media refused() {
        return new Media(kind, 0, protocol, formats, Optional.empty(), List.of());
    }

    /// The line that begins it, for a sentence: `m=audio 49170 RTP/AVP 0 101`, cut when it is long.
    String line() {
        var line = "m=" + kind + " " + port + " " + protocol + " " + String.join(" ", formats);
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    Optional<String> attribute(String name) {
        return Lines.attribute(attributes, name);
    }

    Optional<Direction> direction() {
        return Lines.direction(attributes);
    }
}
