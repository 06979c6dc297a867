package chorus.sip.dialog;

/// How a dialog came to its end.
///
/// @param detail for the record: the Reason header of a BYE, the status of a refused one; may be empty
public record Ended(Cause cause, String detail) {
    public enum Cause {
        /// The far side hung up.
        REMOTE_BYE,
        /// We hung up.
        LOCAL_BYE,
        /// The caller gave up before our answer got out.
        CANCELED,
        /// No ACK came for our answer.
        UNCONFIRMED,
        /// A request of ours inside the dialog stayed unanswered, or the far side no longer knows the call.
        LOST,
        /// The session was not refreshed in time (RFC 4028 §10).
        EXPIRED,
        /// The endpoint was closed.
        CLOSED
    }
}
