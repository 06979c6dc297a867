package chorus.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The payload formats of a media section, put together from its `m=` line, `a=rtpmap` and `a=fmtp`.
final class Formats {
    private Formats() {}

    /// In the order of preference the section gives; what cannot be read is left out.
    static List<Codec> of(Media media) {
        var found = new ArrayList<Codec>();
        for (var format : media.formats()) {
            var type = (int) Lines.number(format, 127);
            if (type >= 0) {
                mapped(media, type).or(() -> fixed(type)).ifPresent(found::add);
            }
        }
        return found;
    }

    /// The first of theirs that we speak too; keys alone are no conversation.
    static Optional<Codec> common(List<Codec> theirs, List<Codec> ours) {
        return theirs.stream()
                .filter(codec -> !codec.isTelephoneEvent() && ours.stream().anyMatch(codec::isSameAs))
                .findFirst();
    }

    /// Our telephone-event under their number, if they have it at the clock of the sound. Each side names the events
    /// that it reads itself (RFC 4733 §2.4.1).
    static Optional<Codec> events(List<Codec> theirs, List<Codec> ours, int clockRate) {
        return theirs.stream()
                .filter(codec -> codec.isTelephoneEvent() && codec.clockRate() == clockRate)
                .findFirst()
                .flatMap(codec -> ours.stream()
                        .filter(codec::isSameAs)
                        .findFirst()
                        .map(same -> same.numbered(codec.payloadType())));
    }

    /// The section's line, and in words what of it we can read: `m=audio 4000 RTP/AVP 18 101 (G729, telephone-event)`.
    static String line(Media media) {
        var names = of(media).stream().map(Codec::name).limit(20).collect(Collectors.joining(", "));
        return names.isEmpty() ? media.line() : media.line() + " (" + names + ")";
    }

    /// `a=rtpmap:101 telephone-event/8000`, perhaps with `/1` channel behind it.
    private static Optional<Codec> mapped(Media media, int type) {
        return parameter(media, "rtpmap", type).flatMap(value -> {
            var parts = value.split("/", -1);
            var rate = parts.length < 2 ? -1 : Lines.number(parts[1].strip(), 1_000_000);
            var mono = parts.length < 3 || parts[2].strip().equals("1");
            return rate < 1 || !mono || !Lines.isWord(parts[0])
                    ? Optional.empty()
                    : Optional.of(new Codec(parts[0], type, (int) rate, parameter(media, "fmtp", type)));
        });
    }

    private static Optional<Codec> fixed(int type) {
        return switch (type) {
            case 0 -> Optional.of(Codec.PCMU);
            case 8 -> Optional.of(Codec.PCMA);
            default -> Optional.empty();
        };
    }

    private static Optional<String> parameter(Media media, String name, int type) {
        var prefix = type + " ";
        return media.attributes().stream()
                .filter(attribute ->
                        attribute.name().equals(name) && attribute.value().startsWith(prefix))
                .map(attribute -> attribute.value().substring(prefix.length()).strip())
                .findFirst();
    }
}
