package chorus.provider.voximplant;

import chorus.phonebook.Trunk;
import chorus.provider.TransferOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Hands the caller of one leg over: the scenario calls the target while the caller hears it ring, and either joins the
/// two or gives the caller back on the same socket.
///
/// Safe to use from any thread; a call is handed over once at a time.
final class Transfers {
    /// Beside the ringing: what Voximplant itself takes.
    private static final Duration AROUND = Duration.ofSeconds(10);

    private final VoximplantCall call;
    private final VoximplantLeg leg;
    private volatile CompletableFuture<TransferOutcome> outcome = new CompletableFuture<>();
    private volatile boolean underWay;
    private volatile boolean handedOver;

    Transfers(VoximplantCall call, VoximplantLeg leg) {
        this.call = call;
        this.leg = leg;
    }

    /// The caller talks with the target.
    boolean handedOver() {
        return handedOver;
    }

    /// Blocks until it is known what came of it.
    TransferOutcome dial(String to) {
        var target = to.startsWith("sip:") ? to : OwnedNumber.digits(to);
        if (!target.matches("[0-9]{1,20}|sip:[A-Za-z0-9.@:;=_+~-]{1,200}")) {
            return new TransferOutcome.NotSupported("Voximplant calls numbers and SIP addresses only.");
        }
        var ringTime = call.number().rules().ringTimeout();
        var pending = new CompletableFuture<TransferOutcome>();
        outcome = pending;
        underWay = true;
        leg.onLoop(() -> leg.detach(target, from(), ringTime.toSeconds()));
        var how = pending.copy()
                .completeOnTimeout(
                        new TransferOutcome.TimedOut("Voximplant did not tell what came of it."),
                        ringTime.plus(AROUND).toMillis(),
                        TimeUnit.MILLISECONDS)
                .join();
        underWay = false;
        if (!handedOver) {
            leg.onLoop(leg::attach);
        }
        return how;
    }

    /// Whom the target sees: as calls out show it.
    private String from() {
        return OwnedNumber.digits(((Trunk.Voximplant) call.number().trunk())
                .callerId()
                .orElse(call.number().number()));
    }

    /// Voximplant tells what came of it; perhaps twice.
    void told(String word, int code) {
        if (!underWay) {
            return;
        }
        switch (word) {
            case "answered" -> {
                handedOver = true;
                call.isHandedOver();
                outcome.complete(new TransferOutcome.Transferred());
            }
            case "busy" -> outcome.complete(new TransferOutcome.Failed(486, "Busy Here"));
            case "no_answer" -> outcome.complete(new TransferOutcome.Failed(480, "Temporarily Unavailable"));
            default -> outcome.complete(new TransferOutcome.Failed(code == 0 ? 503 : code, "as Voximplant says"));
        }
    }

    /// The caller is gone.
    void over() {
        if (underWay && !handedOver) {
            outcome.complete(new TransferOutcome.TimedOut("The far side hung up while the target was called."));
        }
    }
}
