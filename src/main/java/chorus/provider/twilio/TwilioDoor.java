package chorus.provider.twilio;

import chorus.call.DecisionTrace;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.provider.Arrival;
import chorus.provider.IncomingCalls;
import chorus.secret.Secret;
import chorus.web.Channels;
import chorus.web.Door;
import chorus.web.Reply;
import chorus.web.Visit;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where Twilio's webhooks and streams arrive. Nothing passes without the signature of the account it speaks for.
final class TwilioDoor implements Door {
    private static final Logger LOG = LoggerFactory.getLogger(TwilioDoor.class);
    private static final Duration DECISION = Duration.ofMillis(800);
    private static final Reply FORBIDDEN = Reply.empty(403);
    private static final Reply NOTED = Reply.empty(204);

    private final Exchange exchange;
    private final TwilioLines lines;
    private final IncomingCalls calls;
    private final Clock clock;
    private final LongAdder forbidden = new LongAdder();

    TwilioDoor(Exchange exchange, TwilioLines lines, IncomingCalls calls, Clock clock) {
        this.exchange = exchange;
        this.lines = lines;
        this.calls = calls;
        this.clock = clock;
    }

    /// Requests that were turned away because they do not come from Twilio.
    @Override
    public long forbidden() {
        return forbidden.sum();
    }

    @Override
    public String prefix() {
        return "/twilio/";
    }

    @Override
    public Reply answer(Visit visit) {
        try {
            var form = PostedForm.parse(
                    visit.method().equals("GET") ? visit.query() : visit.body().toString(StandardCharsets.UTF_8));
            return answer(visit, form);
        } catch (IllegalArgumentException _) {
            return Reply.empty(400);
        }
    }

    private Reply answer(Visit visit, PostedForm form) {
        var path = visit.path();
        if (path.equals(TwilioUrls.VOICE) || path.equals(TwilioUrls.FALLBACK)) {
            return voice(visit, form);
        }
        if (path.equals(TwilioUrls.STATUS)) {
            return status(visit, form);
        }
        if (path.equals(TwilioUrls.DIALLED)) {
            return dialled(visit, form);
        }
        if (path.equals(TwilioUrls.MACHINE)) {
            return machine(visit, form);
        }
        if (path.equals(TwilioUrls.TARGET)) {
            return target(visit, form);
        }
        if (path.equals(TwilioUrls.AFTER)) {
            return after(visit, form);
        }
        return Reply.empty(404);
    }

    private Reply voice(Visit visit, PostedForm form) {
        var known = exchange.calls().incoming(form.text("CallSid"));
        if (known.isPresent()) {
            return signs(known.get().number(), visit) ? twiml(known.get().reply(DECISION)) : forbidden(visit);
        }
        var dialled =
                lines.find(form.text("To")).filter(number -> account(number).equals(form.text("AccountSid")));
        if (dialled.isPresent()) {
            return signs(dialled.get(), visit) ? take(dialled.get(), visit, form) : forbidden(visit);
        }
        return lines.ofAccount(form.text("AccountSid"))
                .filter(number -> signs(number, visit))
                .findFirst()
                .map(number -> unknown(number, visit, form))
                .orElseGet(() -> forbidden(visit));
    }

    private Reply take(PhoneNumber number, Visit visit, PostedForm form) {
        var sid = form.text("CallSid");
        if (!sid.matches("CA[0-9A-Za-z]{1,62}")) {
            return Reply.empty(400);
        }
        var home = exchange.homes().enter();
        var arrival = arrival(visit, form);
        var call = new TwilioCall(
                exchange, number, arrival.trace(), exchange.homes().loop(home));
        var incoming = new TwilioIncomingCall(call, arrival, home);
        var before = exchange.calls().announced(sid, incoming);
        if (before.isPresent()) {
            exchange.homes().leave(home);
            return twiml(before.get().reply(DECISION));
        }
        call.known(sid);
        Thread.ofVirtual().name("call-" + arrival.callId()).start(() -> offer(incoming));
        return twiml(incoming.reply(DECISION));
    }

    private void offer(TwilioIncomingCall incoming) {
        try {
            calls.offer(incoming);
        } catch (RuntimeException e) {
            LOG.error("a call from Twilio failed inside", e);
            incoming.refuse(Refusal.INTERNAL_ERROR);
        } finally {
            exchange.homes().leave(incoming.mediaLoop());
            exchange.calls().over(incoming.call());
        }
    }

    private Reply unknown(PhoneNumber line, Visit visit, PostedForm form) {
        var arrival = arrival(visit, form);
        arrival.trace()
                .refused(
                        "number dialled",
                        "numbers of this Twilio account that are connected here",
                        arrival.dialled() + " is none of them");
        calls.turnedAway(arrival, line, Refusal.UNKNOWN_NUMBER);
        return twiml(TwilioRefusals.of(Refusal.UNKNOWN_NUMBER).toString());
    }

    private Arrival arrival(Visit visit, PostedForm form) {
        var trace = new DecisionTrace(clock);
        trace.passed("source admitted", "the signature of the Twilio account", "X-Twilio-Signature verified");
        trace.noted("Twilio call", form.text("CallSid"));
        form.field("ErrorCode")
                .ifPresent(code -> trace.noted(
                        "fallback",
                        "Twilio's first attempt failed with error " + code + " at " + form.text("ErrorUrl")));
        return new Arrival(
                UUID.randomUUID(),
                TwilioProvider.PROVIDER,
                form.text("CallSid"),
                form.text("From"),
                form.text("To"),
                visit.address(),
                trace);
    }

    private Reply status(Visit visit, PostedForm form) {
        var call = exchange.calls().find(form.text("CallSid"));
        if (!isProven(call, visit, form)) {
            return forbidden(visit);
        }
        call.ifPresent(known -> known.told(form));
        return NOTED;
    }

    /// Twilio has judged who answered.
    private Reply machine(Visit visit, PostedForm form) {
        var call = exchange.calls().find(form.text("CallSid"));
        if (!isProven(call, visit, form)) {
            return forbidden(visit);
        }
        call.ifPresent(known -> known.answeredBy(form));
        return NOTED;
    }

    /// The target of a transfer has answered, or is gone.
    private Reply target(Visit visit, PostedForm form) {
        var call = exchange.calls().find(form.text("ParentCallSid"));
        if (!isProven(call, visit, form)) {
            return forbidden(visit);
        }
        call.flatMap(TwilioCall::transfers).ifPresent(transfers -> transfers.target(form));
        return NOTED;
    }

    /// A transfer is over. It may have been a long talk, so that the call is forgotten here.
    private Reply dialled(Visit visit, PostedForm form) {
        var call = exchange.calls().find(form.text("CallSid"));
        if (!isProven(call, visit, form)) {
            return forbidden(visit);
        }
        return twiml(call.flatMap(TwilioCall::transfers)
                .map(transfers -> transfers.dialled(form))
                .orElseGet(() -> TwiML.response().hangUp())
                .toString());
    }

    /// The stream of a call that was taken undecided has ended.
    private Reply after(Visit visit, PostedForm form) {
        var call = exchange.calls().find(form.text("CallSid"));
        if (!isProven(call, visit, form)) {
            return forbidden(visit);
        }
        return twiml(exchange.calls()
                .incoming(form.text("CallSid"))
                .map(TwilioIncomingCall::farewell)
                .orElseGet(() -> TwiML.response().hangUp())
                .toString());
    }

    /// Whether the owner of the call has signed, or, of a call that nobody knows, anybody of the account.
    private boolean isProven(Optional<TwilioCall> call, Visit visit, PostedForm form) {
        return call.map(TwilioCall::number)
                .map(Stream::of)
                .orElseGet(() -> lines.ofAccount(form.text("AccountSid")))
                .anyMatch(number -> signs(number, visit));
    }

    @Override
    public Welcome welcome(Visit visit) {
        var awaited = exchange.streams().at(visit.path());
        if (awaited.isEmpty()
                || !signature(awaited.get().number())
                        .signsSocket(exchange.urls().sockets(), visit)) {
            return new Welcome.Refused(forbidden(visit));
        }
        var stream = awaited.get();
        return new Welcome.Opened(channel -> Channels.move(
                channel, stream.loop(), () -> new MediaSocket(channel, stream, exchange.silence()).begin()));
    }

    private boolean signs(PhoneNumber number, Visit visit) {
        return signature(number).signs(exchange.urls().under("").toString(), visit);
    }

    private static TwilioSignature signature(PhoneNumber number) {
        var trunk = (Trunk.Twilio) number.trunk();
        return new TwilioSignature(
                Stream.<Secret>concat(Stream.of(trunk.authToken()), trunk.secondaryAuthToken().stream())
                        .toList());
    }

    private static String account(PhoneNumber number) {
        return ((Trunk.Twilio) number.trunk()).accountSid();
    }

    private Reply forbidden(Visit visit) {
        forbidden.increment();
        LOG.debug(
                "a request to {} did not come from Twilio, or was signed for another address",
                exchange.urls().under(visit.path()));
        return FORBIDDEN;
    }

    private static Reply twiml(String document) {
        return new Reply(200, TwiML.TYPE, document);
    }
}
