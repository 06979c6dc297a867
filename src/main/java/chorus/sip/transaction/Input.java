package chorus.sip.transaction;

/// What can happen to a transaction: from the wire on one side, from its user on the other, and time.
enum Input {
    /// Our request goes out.
    START,
    /// The request came again.
    REQUEST_AGAIN,
    /// A 1xx: from the wire at a client, from the user at a server.
    PROVISIONAL,
    /// A 2xx, alike.
    SUCCESS,
    /// A 300 to 699, alike.
    FAILURE,
    ACK,
    TRANSPORT_ERROR,
    TIMER_A,
    TIMER_B,
    TIMER_D,
    TIMER_E,
    TIMER_F,
    TIMER_G,
    TIMER_H,
    TIMER_I,
    TIMER_J,
    TIMER_K,
    TIMER_L,
    TIMER_M;

    static Input ofStatus(int status) {
        if (status < 200) {
            return PROVISIONAL;
        }
        return status < 300 ? SUCCESS : FAILURE;
    }
}
