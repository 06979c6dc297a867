package chorus.agent;

/// Ends the opening of a stream; its message is the sentence for the record.
final class CannotOpen extends Exception {
    CannotOpen(String why) {
        super(why, null, false, false);
    }

    /// The same as the message, which is never absent.
    String why() {
        return String.valueOf(getMessage());
    }
}
