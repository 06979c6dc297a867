package chorus.switchboard;

import chorus.call.TransferType;
import chorus.switchboard.CallControl.Ordering;

/// What may be asked of a call while two sides talk. Safe from any thread.
interface InCall {
    /// Begins to hand the far side over; blocks while it is looked up whether that may be.
    Ordering transfer(String to, TransferType type);

    void sendDigits(String digits);
}
