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

    Optional<String> attribute(String name) {
        return Lines.attribute(attributes, name);
    }

    Optional<Direction> direction() {
        return Lines.direction(attributes);
    }
}
