package chorus.provider.twilio;

import chorus.provider.Form;
import chorus.provider.TransferOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Hands the caller of one leg over by a `<Dial>`: the stream ends, Twilio calls the target, and when that fails the
/// caller comes back on a new stream.
///
/// Safe to use from any thread; a call is handed over once at a time.
final class Transfers {
    /// Beside the ringing: what Twilio itself takes.
    private static final Duration AROUND = Duration.ofSeconds(15);

    private static final Duration STREAM_PATIENCE = Duration.ofSeconds(10);

    private final TwilioCall call;
    private final TwilioLeg leg;
    private volatile CompletableFuture<TransferOutcome> outcome = new CompletableFuture<>();
    private volatile boolean underWay;
    private volatile boolean handedOver;

    Transfers(TwilioCall call, TwilioLeg leg) {
        this.call = call;
        this.leg = leg;
    }

    boolean underWay() {
        return underWay;
    }

    /// The caller talks with the target.
    boolean handedOver() {
        return handedOver;
    }

    /// Blocks until it is known what came of it.
    TransferOutcome dial(String to) {
        var ringTime = call.number().rules().ringTimeout();
        var pending = new CompletableFuture<TransferOutcome>();
        outcome = pending;
        underWay = true;
        var urls = call.exchange().urls();
        var twiml = TwiML.response()
                .dial(
                        to,
                        call.number().number(),
                        ringTime.toSeconds(),
                        urls.under(TwilioUrls.DIALLED).toString(),
                        urls.under(TwilioUrls.TARGET).toString());
        var refused = call.order(Form.empty().with("Twiml", twiml.toString()));
        if (refused.isPresent()) {
            underWay = false;
            return notOrdered(refused.get());
        }
        return pending.copy()
                .completeOnTimeout(
                        new TransferOutcome.TimedOut("Twilio did not tell what came of it."),
                        ringTime.plus(AROUND).toMillis(),
                        TimeUnit.MILLISECONDS)
                .thenApply(this::kept)
                .join();
    }

    private static TransferOutcome notOrdered(TwilioAnswer answer) {
        return switch (answer) {
            case TwilioAnswer.Refused refused -> new TransferOutcome.Refused(refused.status(), refused.sentence());
            case TwilioAnswer.Unavailable(var why, var _) -> new TransferOutcome.TimedOut(why);
            case TwilioAnswer.Done(var status, var _) -> new TransferOutcome.Refused(status, "");
        };
    }

    /// Without an outcome nobody knows where the caller is: it is fetched back.
    private TransferOutcome kept(TransferOutcome how) {
        if (how instanceof TransferOutcome.TimedOut && underWay) {
            call.order(Form.empty().with("Twiml", bringBack(how).toString()));
        }
        return how;
    }

    /// Twilio tells how the target's call gets on.
    void target(PostedForm form) {
        if (form.text("CallStatus").equals(CallStatus.IN_PROGRESS.code())) {
            connected();
        }
    }

    /// The dialling is over, one way or the other.
    ///
    /// @return what to do with the caller
    TwiML dialled(PostedForm form) {
        var status = form.text("DialCallStatus");
        if (handedOver || status.equals("completed") || status.equals("answered")) {
            connected();
            return TwiML.response().hangUp();
        }
        return bringBack(failure(status));
    }

    /// The caller is gone, or was fetched by somebody else.
    void over() {
        if (underWay && !handedOver) {
            outcome.complete(new TransferOutcome.TimedOut("The far side hung up while the target was called."));
        }
    }

    private void connected() {
        if (underWay) {
            handedOver = true;
            outcome.complete(new TransferOutcome.Transferred());
        }
    }

    /// A new stream for the same conversation; the outcome is told once the caller hears it again.
    private TwiML bringBack(TransferOutcome how) {
        var awaited = new AwaitedStream(call.number(), call.loop());
        awaited.belongsTo(call.sid());
        call.exchange().streams().add(awaited);
        var _ = awaited.arrival()
                .thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), STREAM_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .thenAcceptAsync(socket -> broughtBack(awaited, socket, how), call.loop());
        var url = call.exchange().urls().media() + "/" + awaited.key();
        return TwiML.response().connect(url, awaited.token(), "").hangUp();
    }

    private void broughtBack(AwaitedStream awaited, Optional<MediaSocket> socket, TransferOutcome how) {
        call.exchange().streams().remove(awaited);
        underWay = false;
        socket.ifPresentOrElse(leg::attach, () -> {
            awaited.abandon();
            leg.lost();
        });
        outcome.complete(how);
    }

    /// As SIP would have said it.
    private static TransferOutcome failure(String status) {
        return switch (status) {
            case "busy" -> new TransferOutcome.Failed(486, "Busy Here");
            case "no-answer" -> new TransferOutcome.Failed(480, "Temporarily Unavailable");
            case "canceled" -> new TransferOutcome.Failed(487, "Request Terminated");
            default -> new TransferOutcome.Failed(503, "Service Unavailable");
        };
    }
}
