package chorus.sip.sdp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The offer/answer model (RFC 3264) for one audio stream over plain RTP. All other streams are refused, in place.
public final class OfferAnswer {
    private static final int DEFAULT_PACKET_MILLIS = 20;

    private OfferAnswer() {}

    /// Our offer, for an invitation that came without one.
    public static SessionDescription offer(LocalMedia ours) {
        var formats = ours.speaks().stream()
                .map(codec -> Integer.toString(codec.payloadType()))
                .toList();
        return describe(ours, List.of(section(ours, formats, ours.speaks(), ours.direction())));
    }

    /// Answers an offer: the first codec of the offer that we speak, and keys if both know them.
    public static Answer answer(SessionDescription offer, LocalMedia ours) {
        var chosen = audio(offer);
        if (chosen < 0) {
            return new Answer.NoUsableAudio(whyNot(offer));
        }
        var theirs = offer.media().get(chosen);
        var offered = Formats.of(theirs);
        var codec = Formats.common(offered, ours.speaks());
        if (codec.isEmpty()) {
            return new Answer.NoCommonCodec(String.join(", ", Formats.names(offered)));
        }
        var events = Formats.events(offered, ours.speaks(), codec.get().clockRate());
        var direction = direction(offer, theirs).mirrored().and(ours.direction());
        var spoken = new ArrayList<>(List.of(codec.get()));
        events.ifPresent(spoken::add);
        var formats = spoken.stream()
                .map(each -> Integer.toString(each.payloadType()))
                .toList();
        var sections = new ArrayList<Media>();
        for (var i = 0; i < offer.media().size(); i++) {
            sections.add(
                    i == chosen
                            ? section(ours, formats, spoken, direction)
                            : offer.media().get(i).refused());
        }
        var number = events.map(each -> OptionalInt.of(each.payloadType())).orElse(OptionalInt.empty());
        var negotiated = negotiated(offer, theirs, codec.get(), codec.get().payloadType(), number, number, direction);
        return new Answer.Accepted(describe(ours, sections), negotiated);
    }

    /// Reads the answer to an offer of ours.
    public static Answer accept(LocalMedia ours, SessionDescription answer) {
        var chosen = audio(answer);
        if (chosen < 0) {
            return new Answer.NoUsableAudio(whyNot(answer));
        }
        var theirs = answer.media().get(chosen);
        var answered = Formats.of(theirs);
        var codec = Formats.common(answered, ours.speaks());
        if (codec.isEmpty()) {
            return new Answer.NoCommonCodec(String.join(", ", Formats.names(answered)));
        }
        var spoken = codec.get();
        var mine = ours.speaks().stream().filter(spoken::isSameAs).findFirst().orElse(spoken);
        var events = Formats.events(answered, ours.speaks(), spoken.clockRate());
        var myEvents = ours.speaks().stream().filter(Codec::isTelephoneEvent).findFirst();
        var direction = direction(answer, theirs).mirrored().and(ours.direction());
        var negotiated = negotiated(
                answer,
                theirs,
                spoken,
                mine.payloadType(),
                events.map(each -> OptionalInt.of(each.payloadType())).orElse(OptionalInt.empty()),
                events.isEmpty() || myEvents.isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(myEvents.get().payloadType()),
                direction);
        return new Answer.Accepted(answer, negotiated);
    }

    private static SessionDescription describe(LocalMedia ours, List<Media> sections) {
        var address = Optional.of(ours.address().getHostAddress());
        return new SessionDescription(ours.origin(), address, List.of(), sections);
    }

    private static Media section(LocalMedia ours, List<String> formats, List<Codec> codecs, Direction direction) {
        var attributes = new ArrayList<Attribute>();
        for (var codec : codecs) {
            var number = codec.payloadType() + " ";
            attributes.add(new Attribute("rtpmap", number + codec.name() + "/" + codec.clockRate()));
            codec.parameters().ifPresent(text -> attributes.add(new Attribute("fmtp", number + text)));
        }
        attributes.add(new Attribute("ptime", Integer.toString(DEFAULT_PACKET_MILLIS)));
        attributes.add(new Attribute(direction.attribute(), ""));
        return new Media("audio", ours.port(), "RTP/AVP", formats, Optional.empty(), attributes);
    }

    /// The first audio stream that is alive and over plain RTP, or -1.
    private static int audio(SessionDescription description) {
        var media = description.media();
        for (var i = 0; i < media.size(); i++) {
            if (isAudio(media.get(i)) && media.get(i).protocol().equals("RTP/AVP")) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isAudio(Media media) {
        return media.kind().equals("audio") && media.port() > 0;
    }

    private static String whyNot(SessionDescription description) {
        return description.media().stream()
                .filter(OfferAnswer::isAudio)
                .findFirst()
                .map(media -> "audio is offered as " + media.protocol() + " only, and RTP/AVP is what we speak")
                .orElse("no audio stream is offered");
    }

    private static Direction direction(SessionDescription description, Media media) {
        return media.direction()
                .or(() -> Lines.direction(description.attributes()))
                .orElse(Direction.SENDRECV);
    }

    private static Negotiated negotiated(
            SessionDescription theirs,
            Media media,
            Codec codec,
            int receivedAs,
            OptionalInt sendsEventsAs,
            OptionalInt receivesEventsAs,
            Direction direction) {
        var address = media.connection().or(theirs::connection).flatMap(OfferAnswer::address);
        var held = address.filter(InetAddress::isAnyLocalAddress).isPresent();
        return new Negotiated(
                address.filter(each -> !each.isAnyLocalAddress()),
                media.port(),
                codec,
                receivedAs,
                sendsEventsAs,
                receivesEventsAs,
                packetTime(media),
                held ? direction.and(Direction.RECVONLY) : direction);
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }

    private static Duration packetTime(Media media) {
        var written = media.attribute("ptime").map(value -> Lines.number(value.strip(), 200));
        return Duration.ofMillis(written.filter(millis -> millis >= 10).orElse((long) DEFAULT_PACKET_MILLIS));
    }
}
