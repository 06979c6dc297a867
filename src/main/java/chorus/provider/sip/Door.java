package chorus.provider.sip;

import chorus.call.DecisionTrace;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Arrival;
import chorus.provider.IncomingCalls;
import chorus.provider.sip.SipLines.Match;
import chorus.sip.message.Headers;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.Source;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where calls arrive: their story begins here, and ends here for those that are refused before they are anybody's.
final class Door {
    static final String PROVIDER = "sip";
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    /// Records that may be under way at once; a flood beyond that is only counted.
    private static final int RECORDING_AT_ONCE = 32;

    private final SipLines lines;
    private final Clock clock;
    private final IncomingCalls calls;
    private final LiveLadders ladders;
    private final Semaphore recording = new Semaphore(RECORDING_AT_ONCE);
    private final LongAdder unrecorded;

    /// @param unrecorded counts the calls that leave no record
    Door(SipLines lines, Clock clock, IncomingCalls calls, LiveLadders ladders, LongAdder unrecorded) {
        this.lines = lines;
        this.clock = clock;
        this.calls = calls;
        this.ladders = ladders;
        this.unrecorded = unrecorded;
    }

    /// Who takes the calls that get in.
    IncomingCalls calls() {
        return calls;
    }

    /// A proven source calls.
    ///
    /// @param headers those of its INVITE that the agent is told
    Arrival arrival(SipRequest invite, Source source, List<String> headers) {
        return arrival(
                invite.callId(),
                Invitation.caller(invite),
                Invitation.dialled(invite),
                source,
                Invitation.headers(invite, headers));
    }

    private Arrival arrival(String sipId, String caller, String dialled, Source source, Map<String, String> headers) {
        var id = UUID.randomUUID();
        var trace = new DecisionTrace(clock);
        trace.passed("source admitted", "addresses that lines list", source.toString());
        trace.noted("SIP Call-ID", Quote.clean(sipId));
        var callSid = "CA" + id.toString().replace("-", "");
        return new Arrival(
                id, PROVIDER, callSid, caller, dialled, source.address().getHostAddress(), headers, trace);
    }

    /// A number that nobody has was dialled; `line` is one of the source's owner.
    void unknownNumber(SipRequest invite, Source source, PhoneNumber line) {
        record(source, () -> {
            var arrival = arrival(invite, source, List.of());
            arrival.trace()
                    .refused(
                            "number dialled",
                            "lines that list this source",
                            arrival.dialled() + " is none of them: " + Quote.clean(invite.startLine()));
            ladders.belongsTo(
                    invite,
                    arrival.callId(),
                    line.organizationId(),
                    arrival.trace().began());
            ladders.recordedAs(arrival.callId(), calls.turnedAway(arrival, line, Refusal.UNKNOWN_NUMBER));
        });
    }

    /// The INVITE itself was not fit; whose it was is looked for nevertheless.
    void turnedAway(SipRequest invite, Source source, int status, String phrase) {
        var line = Quote.deciding(invite, status, phrase);
        unfit(Called.of(invite), source, refusal(status), line, number -> {
            var arrival = arrival(invite, source, List.of());
            ladders.belongsTo(
                    invite,
                    arrival.callId(),
                    number.organizationId(),
                    arrival.trace().began());
            return arrival;
        });
    }

    /// The INVITE could not be read; who is meant may still stand in it.
    void unreadable(Headers headers, Source source, String problem) {
        var dialled = Invitation.user(headers, "To");
        unfit(
                new Called(dialled, List.of()),
                source,
                Refusal.BAD_REQUEST,
                "answered " + Quote.clean(problem),
                _ -> arrival(
                        headers.first("Call-ID").orElse(""),
                        Invitation.user(headers, "From"),
                        dialled,
                        source,
                        Map.of()));
    }

    /// Nobody can be told.
    void unrecorded() {
        unrecorded.increment();
    }

    private void unfit(
            Called called, Source source, Refusal refusal, String line, Function<PhoneNumber, Arrival> arrival) {
        var number = switch (lines.find(source.address(), called)) {
            case Match.Line(var listed) -> Optional.of(listed);
            case Match.RegisteredLine(var registered, var by) -> Optional.of(registered);
            case Match.UnknownNumber _, Match.UnknownAmongMany _, Match.Stranger _ -> Optional.<PhoneNumber>empty();
        };
        if (number.isEmpty()) {
            unrecorded.increment();
            return;
        }
        record(source, () -> {
            var arrived = arrival.apply(number.get());
            arrived.trace().refused("request understood", "RFC 3261, and the extensions spoken here", line);
            ladders.recordedAs(arrived.callId(), calls.turnedAway(arrived, number.get(), refusal));
        });
    }

    private static Refusal refusal(int status) {
        return switch (status) {
            case 420 -> Refusal.EXTENSION_REQUIRED;
            case 503 -> Refusal.SERVER_FULL;
            default -> Refusal.BAD_REQUEST;
        };
    }

    private void record(Source source, Runnable record) {
        if (!recording.tryAcquire()) {
            unrecorded.increment();
            return;
        }
        Thread.startVirtualThread(() -> {
            try {
                record.run();
            } catch (RuntimeException e) {
                LOG.error("a call from {} that was turned away could not be recorded", source, e);
            } finally {
                recording.release();
            }
        });
    }
}
