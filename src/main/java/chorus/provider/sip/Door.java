package chorus.provider.sip;

import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Arrival;
import chorus.provider.IncomingCalls;
import chorus.provider.sip.SipLines.Match;
import chorus.rtp.RtpEndpoint;
import chorus.sip.dialog.IncomingInvite;
import chorus.sip.message.Headers;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.Source;
import java.util.List;
import java.util.Optional;
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
    private final Strangers strangers;
    private final Beginning beginning;
    private final IncomingCalls calls;
    private final LiveLadders ladders;
    private final RtpEndpoint rtp;
    private final Semaphore recording = new Semaphore(RECORDING_AT_ONCE);
    private final LongAdder unrecorded;

    /// @param unrecorded counts the calls that leave no record
    Door(
            SipLines lines,
            Strangers strangers,
            Beginning beginning,
            IncomingCalls calls,
            LiveLadders ladders,
            RtpEndpoint rtp,
            LongAdder unrecorded) {
        this.lines = lines;
        this.strangers = strangers;
        this.beginning = beginning;
        this.calls = calls;
        this.ladders = ladders;
        this.rtp = rtp;
        this.unrecorded = unrecorded;
    }

    /// Passes a call on, or turns it away.
    void invited(IncomingInvite invite) {
        var request = invite.request();
        switch (lines.find(invite.source().address(), Called.of(request))) {
            case Match.Line line -> {
                var arrival = arrival(invite, line.number());
                Beginning.found(arrival, line);
                offer(invite, arrival, line.number());
            }
            case Match.RegisteredLine line -> {
                var arrival = arrival(invite, line.number());
                Beginning.found(arrival, line);
                offer(invite, arrival, line.number());
            }
            case Match.UnknownNumber(var line) -> {
                Invitation.refuse(invite, Refusal.UNKNOWN_NUMBER);
                unknownNumber(request, invite.source(), line);
            }
            case Match.UnknownAmongMany _ -> {
                Invitation.refuse(invite, Refusal.UNKNOWN_NUMBER);
                strangers.unknownAmongMany(request, invite.source());
                unrecorded.increment();
            }
            case Match.Stranger() -> Invitation.refuse(invite, Refusal.UNKNOWN_NUMBER);
        }
    }

    private Arrival arrival(IncomingInvite invite, PhoneNumber number) {
        return beginning.of(invite.request(), invite.source(), number.rules().inboundHeaders());
    }

    private void offer(IncomingInvite invite, Arrival arrival, PhoneNumber number) {
        var call = new SipIncomingCall(invite, number, arrival, rtp.quietestLoop(), rtp);
        belongsTo(number, invite.request(), arrival);
        Thread.startVirtualThread(() -> {
            try {
                calls.offer(call);
            } finally {
                ladders.over(arrival.callId());
            }
        });
    }

    /// A number that nobody has was dialled; `line` is one of the source's owner.
    private void unknownNumber(SipRequest invite, Source source, PhoneNumber line) {
        record(source, () -> {
            var arrival = beginning.of(invite, source, List.of());
            var there = lines.at(source.address()).stream()
                    .filter(number -> number.organizationId().equals(line.organizationId()))
                    .toList();
            Beginning.unknown(arrival, invite, there);
            belongsTo(line, invite, arrival);
            ladders.recordedAs(arrival.callId(), calls.turnedAway(arrival, line, Refusal.UNKNOWN_NUMBER));
        });
    }

    /// The INVITE itself was not fit; whose it was is looked for nevertheless.
    void turnedAway(SipRequest invite, Source source, int status, String phrase) {
        var why = Quote.deciding(invite, status, phrase);
        unfit(Called.of(invite), source, Beginning.refusal(status), why, number -> {
            var arrival = beginning.of(invite, source, List.of());
            belongsTo(number, invite, arrival);
            return arrival;
        });
    }

    /// The INVITE could not be read; who is meant may still stand in it.
    void unreadable(Headers headers, Source source, String problem) {
        unfit(
                new Called(Invitation.user(headers, "To"), List.of()),
                source,
                Refusal.BAD_REQUEST,
                "answered " + Quote.clean(problem),
                _ -> beginning.ofBroken(headers, source));
    }

    private void belongsTo(PhoneNumber number, SipRequest invite, Arrival arrival) {
        ladders.belongsTo(
                invite,
                arrival.callId(),
                number.organizationId(),
                arrival.trace().began());
    }

    private void unfit(
            Called called, Source source, Refusal refusal, String why, Function<PhoneNumber, Arrival> arrival) {
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
            Beginning.notUnderstood(arrived, why);
            ladders.recordedAs(arrived.callId(), calls.turnedAway(arrived, number.get(), refusal));
        });
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
