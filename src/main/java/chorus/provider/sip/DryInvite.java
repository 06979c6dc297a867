package chorus.provider.sip;

import chorus.call.DecisionTrace;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Arrival;
import chorus.provider.DryArrival;
import chorus.provider.DryArrival.Sound;
import chorus.provider.Specimen;
import chorus.provider.sip.SipLines.Match;
import chorus.sip.SipOptions;
import chorus.sip.dialog.Screening;
import chorus.sip.dialog.SessionPolicy;
import chorus.sip.message.Answerable;
import chorus.sip.message.Headers;
import chorus.sip.message.MessageLength;
import chorus.sip.message.MessageParser;
import chorus.sip.message.Parsed;
import chorus.sip.message.SipMessage;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transport.Reach;
import chorus.sip.transport.Source;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// An INVITE that did not come, taken through the door as if it had: source, parser, screening, dial plan, offer.
///
/// Each question is put to whoever decides it for real calls, and each step is written by the same hand; nothing is
/// sent, kept or counted.
final class DryInvite {
    private final SipLines lines;
    private final Clock clock;
    private final InetAddress here;
    private final Reach reach;
    private final SessionPolicy sessions;
    private final Predicate<PhoneNumber> visible;

    /// @param options of the endpoint at which it would arrive
    /// @param visible whose numbers may be told of
    DryInvite(SipLines lines, Clock clock, SipOptions options, Predicate<PhoneNumber> visible) {
        this.lines = lines;
        this.clock = clock;
        this.here = options.bind();
        this.reach = new Reach(options.addresses(), options.barred());
        this.sessions = options.limits().sessions();
        this.visible = visible;
    }

    DryArrival of(Specimen specimen) {
        var source = new Source(specimen.source(), specimen.port(), Transport.valueOf(specimen.transport()));
        var there = lines.at(source.address()).stream().filter(visible).toList();
        if (there.isEmpty()) {
            return unheard(specimen, source);
        }
        if (source.transport() != Transport.UDP && !MessageLength.isSaid(specimen.bytes())) {
            return endless(specimen, source, there);
        }
        return switch (MessageParser.parse(specimen.bytes())) {
            case Parsed.Broken broken -> broken(broken, source, there);
            case Parsed.Sound(SipRequest invite) -> invited(invite, source, there);
            case Parsed.Sound(SipResponse response) ->
                throw new IllegalArgumentException("An answer is no INVITE: " + Quote.clean(response.startLine()));
        };
    }

    private DryArrival unheard(Specimen specimen, Source source) {
        var trace = new DecisionTrace(clock);
        var dialled = StrangerMessage.read(specimen.message()).dialled();
        trace.refused(Beginning.SOURCE_ADMITTED, Beginning.LISTED, source.toString());
        return new DryArrival.Unheard(dialled, trace.steps());
    }

    /// The end of it would not be found in the stream.
    private DryArrival endless(Specimen specimen, Source source, List<PhoneNumber> there) {
        var headers = switch (MessageParser.parse(specimen.bytes())) {
            case Parsed.Broken broken -> headers(broken);
            case Parsed.Sound(SipMessage message) -> message.headers();
        };
        var arrival = new Beginning(clock).ofBroken(headers, source);
        Beginning.notUnderstood(
                arrival,
                "not even answered, the connection is closed: over a stream, one Content-Length has to say where the"
                        + " message ends (RFC 3261 §20.14)");
        return new DryArrival.TurnedAway(arrival, there.getFirst(), Refusal.BAD_REQUEST);
    }

    private static Headers headers(Parsed.Broken broken) {
        return broken.answerable().map(Answerable::headers).orElse(new Headers(List.of()));
    }

    private DryArrival broken(Parsed.Broken broken, Source source, List<PhoneNumber> there) {
        var arrival = new Beginning(clock).ofBroken(headers(broken), source);
        var answered = broken.answerable().isPresent() ? "answered " : "not even answered: ";
        Beginning.notUnderstood(arrival, answered + Quote.clean(broken.status() + " " + broken.problem()));
        return new DryArrival.TurnedAway(arrival, there.getFirst(), Refusal.BAD_REQUEST);
    }

    private DryArrival invited(SipRequest invite, Source source, List<PhoneNumber> there) {
        var refusal = Screening.refusal(invite, source);
        if (refusal.isPresent()) {
            var status = refusal.get().status();
            var arrival = new Beginning(clock).of(invite, source, List.of());
            Beginning.notUnderstood(
                    arrival, Quote.deciding(invite, status, refusal.get().reason()));
            return new DryArrival.TurnedAway(arrival, there.getFirst(), Beginning.refusal(status));
        }
        return switch (lines.find(source.address(), Called.of(invite))) {
            case Match.Line line
            when visible.test(line.number()) -> {
                var arrival = arrival(invite, source, line.number());
                Beginning.found(arrival, line);
                yield offered(invite, source, arrival, line.number());
            }
            case Match.RegisteredLine line
            when visible.test(line.number()) -> {
                var arrival = arrival(invite, source, line.number());
                Beginning.found(arrival, line);
                yield offered(invite, source, arrival, line.number());
            }
            case Match.Line _,
                    Match.RegisteredLine _,
                    Match.UnknownNumber _,
                    Match.UnknownAmongMany _,
                    Match.Stranger _ -> unknown(invite, source, there);
        };
    }

    private Arrival arrival(SipRequest invite, Source source, PhoneNumber number) {
        return new Beginning(clock).of(invite, source, number.rules().inboundHeaders());
    }

    private DryArrival unknown(SipRequest invite, Source source, List<PhoneNumber> there) {
        var arrival = new Beginning(clock).of(invite, source, List.of());
        Beginning.unknown(arrival, invite, there);
        return new DryArrival.TurnedAway(arrival, there.getFirst(), Refusal.UNKNOWN_NUMBER);
    }

    private DryArrival offered(SipRequest invite, Source source, Arrival arrival, PhoneNumber number) {
        Screening.shortInterval(invite, sessions)
                .ifPresent(needed -> arrival.trace()
                        .noted(
                                "session interval",
                                "The first INVITE would be answered 422 Session Interval Too Small, "
                                        + needed.name() + ": " + needed.value()
                                        + ": the far side has to ask again with that (RFC 4028 §7)."));
        var sound = Screening.offer(invite)
                .map(offer -> sound(offer, source, number))
                .orElse(new Sound(
                        Optional.empty(), "the INVITE offers no sound of its own: ours is offered in the answer"));
        return new DryArrival.Offered(arrival, number, sound);
    }

    private Sound sound(String offer, Source source, PhoneNumber number) {
        var local = SipIncomingCall.media(here, 1, 0, number);
        return switch (new Negotiation(local, source.address(), reach).answer(offer)) {
            case Negotiation.Outcome.Agreed(var sdp, var parameters) ->
                new Sound(Optional.empty(), SipLeg.described(parameters));
            case Negotiation.Outcome.Failed(var refusal, var why) -> new Sound(Optional.of(refusal), why);
        };
    }
}
