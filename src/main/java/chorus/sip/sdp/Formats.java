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

    /// The first in the order of `preferred` that is among the others too, as `theirs` number it; keys and noise alone
    /// are no conversation.
    static Optional<Codec> common(List<Codec> preferred, List<Codec> theirs, List<Codec> ours) {
        return preferred.stream()
                .filter(Codec::isSound)
                .flatMap(codec -> theirs.stream().filter(codec::isSameAs).limit(1))
                .filter(codec -> ours.stream().anyMatch(codec::isSameAs))
                .findFirst();
    }

    /// Comfort noise as they number it, if both have it.
    static Optional<Codec> noise(List<Codec> theirs, List<Codec> ours) {
        return theirs.stream()
                .filter(Codec::isComfortNoise)
                .findFirst()
                .filter(_ -> ours.stream().anyMatch(Codec::isComfortNoise));
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
                    : Optional.of(
                            new Codec(parts[0], type, clock(parts[0], (int) rate), parameter(media, "fmtp", type)));
        });
    }

    /// Some write the rate of G.722's samples where its clock belongs.
    private static int clock(String name, int rate) {
        var isWide = rate == 16_000 && name.equalsIgnoreCase(Codec.G722.name());
        return isWide ? Codec.G722.clockRate() : rate;
    }

    private static Optional<Codec> fixed(int type) {
        return switch (type) {
            case 0 -> Optional.of(Codec.PCMU);
            case 8 -> Optional.of(Codec.PCMA);
            case 9 -> Optional.of(Codec.G722);
            case 13 -> Optional.of(Codec.COMFORT_NOISE);
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
