package chorus.sip.transaction;

/// What a transaction does about it.
enum Action {
    /// Send the message at hand, and keep it.
    SEND,
    /// Send the message kept.
    SEND_AGAIN,
    /// Confirm a failure (§17.1.1.3).
    SEND_ACK,
    /// Hand the message at hand to the user.
    PASS,
    REPORT_TIMEOUT,
    REPORT_UNREACHABLE,
    /// No more repeating.
    STOP_REPEATING,
    /// No more waiting for the limit.
    STOP_WAITING,
    START_A,
    START_B,
    START_D,
    START_E,
    START_F,
    START_G,
    START_H,
    START_I,
    START_J,
    START_K,
    START_L,
    START_M
}
