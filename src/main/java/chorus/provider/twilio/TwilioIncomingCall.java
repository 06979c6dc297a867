package chorus.provider.twilio;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.EndReason;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Arrival;
import chorus.provider.IncomingCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A call that Twilio has announced by its webhook, and that waits for a decision: the TwiML that is answered.
///
/// The answer cannot wait as long as an agent may take to open its stream. A refusal in time is a `<Reject>`; when
/// the time is up undecided, the call is taken and its stream opened meanwhile, and a refusal after that is a spoken
/// sentence.
final class TwilioIncomingCall implements IncomingCall {
    static final String SORRY = "We are sorry, this call cannot be taken at the moment. Please call again later.";

    /// How long Twilio may take from our answer to the start of the stream.
    private static final Duration STREAM_PATIENCE = Duration.ofSeconds(10);

    /// How long the reason of an end may be behind the end.
    private static final Duration NEWS_PATIENCE = Duration.ofMillis(1_500);

    private final TwilioCall call;
    private final Arrival arrival;
    private final MediaLoop loop;
    private final AwaitedStream awaited;
    private final CompletableFuture<String> reply = new CompletableFuture<>();
    private volatile boolean spoken;

    TwilioIncomingCall(TwilioCall call, Arrival arrival, MediaLoop loop) {
        this.call = call;
        this.arrival = arrival;
        this.loop = loop;
        this.awaited = new AwaitedStream(call.number(), call.loop());
    }

    /// The TwiML that answers the webhook. Blocks until there is a decision, or so long that there is none yet.
    ///
    /// @param patience how long the webhook can wait
    String reply(Duration patience) {
        try {
            return reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return undecided(patience);
        } catch (ExecutionException e) {
            throw new CompletionException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return undecided(patience);
        }
    }

    private String undecided(Duration patience) {
        expect();
        if (reply.complete(
                connect(call.exchange().urls().under(TwilioUrls.AFTER).toString()))) {
            arrival.trace()
                    .noted(
                            "webhook answered",
                            "undecided after " + patience.toMillis() + " ms: the call is taken while the agent's stream"
                                    + " goes on opening");
        }
        return reply.join();
    }

    /// The sentence for a call that was refused too late to be turned away.
    TwiML farewell() {
        return spoken ? TwiML.response().say(SORRY).hangUp() : TwiML.response().hangUp();
    }

    TwilioCall call() {
        return call;
    }

    @Override
    public Arrival arrival() {
        return arrival;
    }

    @Override
    public PhoneNumber number() {
        return call.number();
    }

    @Override
    public MediaLoop mediaLoop() {
        return loop;
    }

    @Override
    public Optional<EndReason> gone() {
        if (!call.over().isDone()) {
            return Optional.empty();
        }
        return Optional.of(call.streamTrouble().isDone() ? EndReason.ANSWER_UNCONFIRMED : EndReason.CALLER_CANCELED);
    }

    /// The caller hears it ring until the webhook is answered; the stream may come at any time from now on.
    @Override
    public void ring(AudioFormat format) {
        expect();
    }

    @Override
    public void refuse(Refusal refusal) {
        if (reply.complete(TwilioRefusals.of(refusal).toString())) {
            abandon();
        } else {
            spoken = true;
            var _ = awaited.arrival()
                    .thenApply(_ -> true)
                    .completeOnTimeout(false, STREAM_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((_, _) -> abandon());
        }
    }

    @Override
    public Answer answer(AudioFormat format) {
        expect();
        reply.complete(connect(""));
        var answer = streamed();
        call.exchange().streams().remove(awaited);
        if (answer instanceof Answer.NotAnswered) {
            awaited.abandon();
        }
        return answer;
    }

    private Answer streamed() {
        try {
            var first = CompletableFuture.anyOf(awaited.arrival(), call.streamTrouble(), call.over())
                    .get(STREAM_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return switch (first) {
                case MediaSocket socket -> new Answer.Answered(new TwilioLeg(call, socket, EndReason.CALLER_HUNG_UP));
                case String trouble -> unconfirmed(trouble);
                default -> over();
            };
        } catch (TimeoutException | ExecutionException _) {
            return unconfirmed("Twilio did not open the call's stream within " + STREAM_PATIENCE.toSeconds() + " s.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            call.leave(false);
            return new Answer.NotAnswered(EndReason.SHUT_DOWN, "the server was stopped");
        }
    }

    /// A call whose stream cannot be opened ends as one whose caller hangs up: only Twilio's word about the stream,
    /// which
    /// may come a little later, tells them apart.
    private Answer over() throws InterruptedException, ExecutionException {
        try {
            return unconfirmed(call.streamTrouble().get(NEWS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return new Answer.NotAnswered(EndReason.CALLER_CANCELED, "the caller was gone before the stream began");
        }
    }

    private Answer unconfirmed(String why) {
        call.leave(false);
        return new Answer.NotAnswered(
                EndReason.ANSWER_UNCONFIRMED, why + " " + call.exchange().urls().reachable());
    }

    private String connect(String action) {
        return awaited.connected(call.exchange().urls(), action).toString();
    }

    private void expect() {
        awaited.belongsTo(call.sid());
        call.exchange().streams().add(awaited);
    }

    private void abandon() {
        call.exchange().streams().remove(awaited);
        awaited.abandon();
    }
}
