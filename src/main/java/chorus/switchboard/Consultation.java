package chorus.switchboard;

import chorus.call.EndReason;
import chorus.provider.Leg;
import chorus.provider.TransferOutcome;
import chorus.provider.TransferTarget;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The target of an attended transfer, answered and waiting while the network is asked to connect it with the far side.
record Consultation(Leg leg, Leg target) {
    private static final long ROUND_SECONDS = 1;

    /// @param asked  what the network told
    /// @param hungUp why the target's leg is over, if it is
    record Told(TransferOutcome asked, Optional<EndReason> hungUp) {}

    /// Blocks until the network has told. A target that hangs up meanwhile may have been connected just so, therefore
    /// it ends nothing by itself.
    Told ask() {
        var gone = new CompletableFuture<EndReason>();
        target.onLoop(() -> target.listen(new Waiting(gone::complete)));
        var asked = leg.transfer(new TransferTarget.InPlaceOf(target));
        awaitNews();
        return new Told(asked, Optional.ofNullable(gone.getNow(null)));
    }

    /// What happened on the two legs has been told once their loop has come round.
    private void awaitNews() {
        var round = new CompletableFuture<Boolean>();
        leg.onLoop(() -> round.complete(true));
        round.completeOnTimeout(false, ROUND_SECONDS, TimeUnit.SECONDS).join();
    }
}
