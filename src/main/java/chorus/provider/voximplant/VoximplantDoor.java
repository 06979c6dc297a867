package chorus.provider.voximplant;

import chorus.call.DecisionTrace;
import chorus.call.Refusal;
import chorus.phonebook.Installation;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Arrival;
import chorus.provider.IncomingCalls;
import chorus.provider.SipRefusals;
import chorus.provider.voximplant.VoximplantCalls.Name;
import chorus.web.Channels;
import chorus.web.Door;
import chorus.web.Reply;
import chorus.web.Visit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where our scenarios' requests and media sockets arrive. Nothing passes without the signature of an installation, or
/// a
/// token that was given to it.
final class VoximplantDoor implements Door {
    private static final Logger LOG = LoggerFactory.getLogger(VoximplantDoor.class);
    private static final Duration DECISION = Duration.ofSeconds(10);
    private static final String JSON = "application/json";

    private final Exchange exchange;
    private final VoximplantLines lines;
    private final IncomingCalls calls;
    private final Clock clock;
    private final SeenSignatures seen = new SeenSignatures();
    private final LongAdder forbidden = new LongAdder();

    VoximplantDoor(Exchange exchange, VoximplantLines lines, IncomingCalls calls, Clock clock) {
        this.exchange = exchange;
        this.lines = lines;
        this.calls = calls;
        this.clock = clock;
    }

    /// Requests that were turned away because no scenario of ours has sent them.
    @Override
    public long forbidden() {
        return forbidden.sum();
    }

    @Override
    public String prefix() {
        return VoximplantUrls.PREFIX;
    }

    @Override
    public Reply answer(Visit visit) {
        var target = VoximplantUrls.target(visit.path());
        var installation = target.flatMap(named -> exchange.links().find(named.installation()));
        if (installation.isEmpty() || !visit.method().equals("POST")) {
            return Reply.empty(404);
        }
        var path = target.orElseThrow().rest();
        return switch (SignedRequest.judge(installation.get(), visit, path, clock.instant())) {
            case SignedRequest.Judgement.Forged() -> turnedAway();
            case SignedRequest.Judgement.Untimely(var signedAt) -> untimely(signedAt.toString());
            case SignedRequest.Judgement.Genuine(var signature) ->
                seen.isNew(signature)
                        ? Callback.read(visit.body().getBytes())
                                .map(callback -> answer(installation.get(), path, callback, visit))
                                .orElseGet(() -> Reply.empty(400))
                        : new Reply(409, JSON, "{\"error\":\"This request came before.\"}");
        };
    }

    private Reply answer(Installation installation, String path, Callback callback, Visit visit) {
        return switch (path) {
            case "/inbound" -> json(inbound(installation, callback, visit));
            case "/outbound" -> json(outbound(installation, callback));
            case "/event" -> json(event(installation, callback));
            default -> Reply.empty(404);
        };
    }

    private JsonNode inbound(Installation installation, Callback callback, Visit visit) {
        var known = exchange.calls().incoming(new Name(installation.id(), callback.session()));
        if (known.isPresent()) {
            return known.get().reply(DECISION);
        }
        return lines.find(installation, callback.text("to"))
                .map(number -> take(installation, number, callback, visit))
                .orElseGet(() -> unknown(installation, callback, visit));
    }

    private JsonNode take(Installation installation, PhoneNumber number, Callback callback, Visit visit) {
        var home = exchange.homes().enter();
        var arrival = arrival(callback, visit);
        var call = new VoximplantCall(
                exchange,
                arrival.callId(),
                number,
                installation,
                arrival.trace(),
                exchange.homes().loop(home));
        var incoming = new VoximplantIncomingCall(call, arrival, home);
        var before = exchange.calls().announced(new Name(installation.id(), callback.session()), incoming);
        if (before.isPresent()) {
            exchange.homes().leave(home);
            return before.get().reply(DECISION);
        }
        call.isLeg(callback.text("call"));
        call.runsIn(callback.session(), callback.text("control"));
        exchange.calls().begin("call-" + arrival.callId(), () -> offer(incoming));
        return incoming.reply(DECISION);
    }

    private void offer(VoximplantIncomingCall incoming) {
        try {
            calls.offer(incoming);
        } catch (RuntimeException e) {
            LOG.error("a call from Voximplant failed inside", e);
            incoming.refuse(Refusal.INTERNAL_ERROR);
        } finally {
            exchange.homes().leave(incoming.mediaLoop());
            exchange.calls().over(incoming.call());
        }
    }

    private JsonNode unknown(Installation installation, Callback callback, Visit visit) {
        var arrival = arrival(callback, visit);
        arrival.trace()
                .refused(
                        "number dialled",
                        "numbers of this application that are connected here",
                        arrival.dialled() + " is none of them");
        lines.anyOf(installation).ifPresent(line -> calls.turnedAway(arrival, line, Refusal.UNKNOWN_NUMBER));
        return VoximplantIncomingCall.rejection(
                SipRefusals.of(Refusal.UNKNOWN_NUMBER).code());
    }

    private Arrival arrival(Callback callback, Visit visit) {
        var trace = new DecisionTrace(clock);
        trace.passed("source admitted", "the signature of the installation's key", "X-Chorus-Signature verified");
        trace.noted("Voximplant session", callback.session());
        return new Arrival(
                UUID.randomUUID(),
                VoximplantProvider.PROVIDER,
                callback.text("call").isEmpty() ? callback.session() : callback.text("call"),
                international(callback.text("from")),
                international(callback.text("to")),
                visit.address(),
                trace);
    }

    /// Voximplant writes numbers without the plus sign; a SIP user or `anonymous` stays as it is.
    private static String international(String number) {
        return number.matches("[1-9][0-9]{6,14}") ? "+" + number : number;
    }

    private JsonNode outbound(Installation installation, Callback callback) {
        return exchange.calls()
                .takeOrder(callback.text("token"))
                .filter(call -> call.installation().equals(installation.id()))
                .map(call -> call.asked(callback))
                .orElseGet(VoximplantOutgoingCall::nothing);
    }

    private JsonNode event(Installation installation, Callback callback) {
        exchange.calls().find(new Name(installation.id(), callback.session())).ifPresent(call -> {
            if (call.leg().isEmpty()) {
                call.isLeg(callback.text("call"));
            }
            call.told(callback);
        });
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public Welcome welcome(Visit visit) {
        var stream = VoximplantUrls.target(visit.path())
                .filter(target -> target.rest().equals("/media"))
                .flatMap(target -> exchange.streams().take(target.installation(), bearer(visit)));
        if (stream.isEmpty()) {
            return new Welcome.Refused(turnedAway());
        }
        return new Welcome.Opened(
                channel -> Channels.move(
                        channel,
                        stream.get().loop(),
                        () -> new MediaSocket(channel, stream.get(), exchange.silence()).begin()),
                protocol(visit));
    }

    /// Voximplant offers `chat`, and may refuse a handshake in which nothing is chosen.
    private static Optional<String> protocol(Visit visit) {
        var offered = visit.header("sec-websocket-protocol").orElse("").split("\\s*,\\s*");
        return Arrays.stream(offered)
                .filter(name -> name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}"))
                .findFirst();
    }

    private static String bearer(Visit visit) {
        var given = visit.header("authorization").orElse("");
        return given.startsWith("Bearer ") ? given.substring("Bearer ".length()) : "";
    }

    private Reply untimely(String signedAt) {
        return new Reply(
                403,
                JSON,
                "{\"error\":\"It is " + clock.instant() + " here, and the request was signed at " + signedAt
                        + ": one of the clocks is wrong.\"}");
    }

    private Reply turnedAway() {
        forbidden.increment();
        return Reply.empty(403);
    }

    private static Reply json(JsonNode body) {
        return new Reply(200, JSON, body.toString());
    }
}
