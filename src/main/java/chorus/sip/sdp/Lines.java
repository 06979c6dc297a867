package chorus.sip.sdp;

import java.util.List;
import java.util.Optional;

/// What the lines of a description have in common.
final class Lines {
    private Lines() {}

    static boolean isText(String text) {
        return text.chars().allMatch(c -> (c >= ' ' && c != 0x7F) || c == '\t');
    }

    static boolean isWord(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c != 0x7F);
    }

    static String network(String address) {
        return address.indexOf(':') >= 0 ? "IN IP6" : "IN IP4";
    }

    static Optional<String> attribute(List<Attribute> attributes, String name) {
        for (var attribute : attributes) {
            if (attribute.name().equals(name)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    static Optional<Direction> direction(List<Attribute> attributes) {
        return attributes.stream()
                .flatMap(attribute -> Direction.named(attribute.name()).stream())
                .findFirst();
    }

    /// A decimal number up to `most`, or -1.
    static long number(String text, long most) {
        if (text.isEmpty() || text.length() > 19 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        try {
            var value = Long.parseLong(text);
            return value <= most ? value : -1;
        } catch (NumberFormatException tooLarge) {
            return -1;
        }
    }
}
