package chorus.sip.sdp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The offer/answer model (RFC 3264) for one audio stream over RTP or SRTP. All other streams are refused, in place.
public final class OfferAnswer {
    private static final int DEFAULT_PACKET_MILLIS = 20;
    private static final int SHORTEST_PACKET_MILLIS = 10;
    /// What we ask not to be exceeded, for each packet lost is so much sound lost.
    private static final int LONGEST_PACKET_MILLIS = 60;

    private OfferAnswer() {}

    /// Our offer, for an invitation that came without one.
    public static SessionDescription offer(LocalMedia ours) {
        var formats = ours.speaks().stream()
                .map(codec -> Integer.toString(codec.payloadType()))
                .toList();
        var protocol = ours.security().wish() == Security.Wish.ENCRYPTED ? Stream.SECURED : Stream.PLAIN;
        return describe(
                ours,
                List.of(section(
                        ours,
                        protocol,
                        formats,
                        ours.speaks(),
                        DEFAULT_PACKET_MILLIS,
                        ours.direction(),
                        ours.security().keys())));
    }

    /// Answers an offer: the best of our codecs that is offered, in packets as long as they ask for, with keys and
    /// comfort noise if both know them.
    public static Answer answer(SessionDescription offer, LocalMedia ours) {
        var chosen = Stream.offered(offer.media(), ours.security());
        if (chosen.isEmpty()) {
            return Stream.whyNot(offer.media(), ours.security());
        }
        return answer(offer, chosen.get(), ours);
    }

    private static Answer answer(SessionDescription offer, Stream chosen, LocalMedia ours) {
        var theirs = chosen.media();
        var offered = Formats.of(theirs);
        var codec = Formats.common(ours.speaks(), offered, ours.speaks());
        if (codec.isEmpty()) {
            return new Answer.NoCommonCodec(Formats.line(theirs));
        }
        var events = Formats.events(offered, ours.speaks(), codec.get().clockRate());
        var direction = direction(offer, theirs).mirrored().and(ours.direction());
        var spoken = new ArrayList<>(List.of(codec.get()));
        Formats.noise(offered, ours.speaks()).ifPresent(spoken::add);
        events.ifPresent(spoken::add);
        var packetMillis = Math.toIntExact(packetTime(theirs).toMillis());
        var formats = spoken.stream()
                .map(each -> Integer.toString(each.payloadType()))
                .toList();
        var keys = chosen.crypto().map(Security.Chosen::ours).stream().toList();
        var sections = new ArrayList<Media>();
        for (var i = 0; i < offer.media().size(); i++) {
            sections.add(
                    i == chosen.at()
                            ? section(ours, theirs.protocol(), formats, spoken, packetMillis, direction, keys)
                            : offer.media().get(i).refused());
        }
        var number = events.map(each -> OptionalInt.of(each.payloadType())).orElse(OptionalInt.empty());
        var negotiated = negotiated(offer, chosen, codec.get(), codec.get().payloadType(), number, number, direction);
        return new Answer.Accepted(describe(ours, sections), negotiated);
    }

    /// Reads the answer to an offer of ours.
    public static Answer accept(LocalMedia ours, SessionDescription answer) {
        var chosen = Stream.answered(answer.media(), ours.security());
        if (chosen.isEmpty()) {
            return Stream.whyNot(answer.media(), ours.security());
        }
        return accept(ours, answer, chosen.get());
    }

    private static Answer accept(LocalMedia ours, SessionDescription answer, Stream chosen) {
        var theirs = chosen.media();
        var answered = Formats.of(theirs);
        var codec = Formats.common(answered, answered, ours.speaks());
        if (codec.isEmpty()) {
            return new Answer.NoCommonCodec(Formats.line(theirs));
        }
        var spoken = codec.get();
        var mine = ours.speaks().stream().filter(spoken::isSameAs).findFirst().orElse(spoken);
        var events = Formats.events(answered, ours.speaks(), spoken.clockRate());
        var myEvents = ours.speaks().stream().filter(Codec::isTelephoneEvent).findFirst();
        var direction = direction(answer, theirs).mirrored().and(ours.direction());
        var negotiated = negotiated(
                answer,
                chosen,
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

    private static Media section(
            LocalMedia ours,
            String protocol,
            List<String> formats,
            List<Codec> codecs,
            int packetMillis,
            Direction direction,
            List<Crypto> keys) {
        var attributes = new ArrayList<Attribute>();
        for (var codec : codecs) {
            var number = codec.payloadType() + " ";
            attributes.add(new Attribute("rtpmap", number + codec.name() + "/" + codec.clockRate()));
            codec.parameters().ifPresent(text -> attributes.add(new Attribute("fmtp", number + text)));
        }
        attributes.add(new Attribute("ptime", Integer.toString(packetMillis)));
        attributes.add(new Attribute("maxptime", Integer.toString(LONGEST_PACKET_MILLIS)));
        attributes.add(new Attribute(direction.attribute(), ""));
        keys.forEach(key -> attributes.add(key.attribute()));
        return new Media("audio", ours.port(), protocol, formats, Optional.empty(), attributes);
    }

    private static Direction direction(SessionDescription description, Media media) {
        return media.direction()
                .or(() -> Lines.direction(description.attributes()))
                .orElse(Direction.SENDRECV);
    }

    private static Negotiated negotiated(
            SessionDescription theirs,
            Stream stream,
            Codec codec,
            int receivedAs,
            OptionalInt sendsEventsAs,
            OptionalInt receivesEventsAs,
            Direction direction) {
        var media = stream.media();
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
                held ? direction.and(Direction.RECVONLY) : direction,
                stream.crypto());
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }

    /// What they ask for, in steps of 10 ms and from 10 to 60 ms, and no more than they take.
    private static Duration packetTime(Media media) {
        var wanted = millis(media, "ptime").orElse((long) DEFAULT_PACKET_MILLIS);
        var most = millis(media, "maxptime").orElse((long) LONGEST_PACKET_MILLIS);
        var steps = Math.min(wanted, most) / SHORTEST_PACKET_MILLIS;
        return Duration.ofMillis(
                Math.clamp(steps * SHORTEST_PACKET_MILLIS, SHORTEST_PACKET_MILLIS, LONGEST_PACKET_MILLIS));
    }

    private static Optional<Long> millis(Media media, String attribute) {
        return media.attribute(attribute)
                .map(value -> Lines.number(value.strip(), Integer.MAX_VALUE))
                .filter(millis -> millis > 0);
    }
}
