package chorus.provider.twilio;

import chorus.provider.TransferOutcome;
import java.util.Optional;

/// Hands the caller of one leg over by a `<Dial>`: the stream ends, Twilio calls the target, and when that fails it
/// brings the caller back on a new stream. A call is handed over once at a time.
final class Transfers {
    private final TwilioCall call;
    private final TwilioLeg leg;
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

    TransferOutcome dial(String to) {
        return new TransferOutcome.NotSupported("Twilio connects them by a call of ours.");
    }
}
