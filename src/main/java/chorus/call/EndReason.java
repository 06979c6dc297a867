package chorus.call;

import java.util.Locale;

/// Why a call that was under way is over.
public enum EndReason implements Ending {
    CALLER_HUNG_UP(Blame.NOBODY, CallState.COMPLETED, "The caller hung up."),
    CALLEE_HUNG_UP(Blame.NOBODY, CallState.COMPLETED, "The called party hung up."),
    CALLER_CANCELED(Blame.NOBODY, CallState.CANCELED, "The caller gave up before the call was answered."),
    AGENT_HUNG_UP(Blame.NOBODY, CallState.COMPLETED, "The agent hung up."),
    TRANSFERRED(Blame.NOBODY, CallState.COMPLETED, "The call was handed over to somebody else."),
    API_HUNG_UP(Blame.NOBODY, CallState.COMPLETED, "The call was ended through the API."),
    TIME_LIMIT(Blame.NOBODY, CallState.COMPLETED, "The call reached the agent's maxCallDurationSeconds."),
    AGENT_LOST(Blame.AGENT, CallState.COMPLETED, "The agent's stream was lost in mid-call."),
    ANSWER_UNCONFIRMED(Blame.CARRIER, CallState.FAILED, "The caller's phone never confirmed the answer."),
    MEDIA_LOST(
            Blame.CARRIER,
            CallState.COMPLETED,
            "No sound came from the phone for too long: the trace tells where it was expected from."),
    SIGNALLING_FAILED(Blame.CARRIER, CallState.COMPLETED, "The phone network stopped answering in mid-call."),
    SESSION_EXPIRED(
            Blame.CARRIER,
            CallState.COMPLETED,
            "The phone network did not refresh the call in time: its session timer ran out."),
    BALANCE_SPENT(
            Blame.CUSTOMER, CallState.COMPLETED, "The organization's balance was used up: credit it to go on calling."),
    CALLEE_BUSY(Blame.NOBODY, CallState.BUSY, "The called party is busy."),
    CALLEE_NO_ANSWER(Blame.NOBODY, CallState.NO_ANSWER, "Nobody answered within the ring time."),
    CALLEE_DECLINED(Blame.NOBODY, CallState.NO_ANSWER, "The called party declined the call."),
    DESTINATION_REFUSED(Blame.CARRIER, CallState.FAILED, "The phone network refused to place the call."),
    DESTINATION_UNKNOWN(
            Blame.CUSTOMER, CallState.FAILED, "The phone network does not know the number dialled: check `to`."),
    NETWORK_UNREACHABLE(
            Blame.CARRIER,
            CallState.FAILED,
            "The phone network could not be reached: check the trunk's host and port."),
    NETWORK_FAILED(Blame.CARRIER, CallState.FAILED, "The phone network failed while it placed the call."),
    CREDENTIALS_REJECTED(
            Blame.CUSTOMER, CallState.FAILED, "The phone network did not accept the trunk's user name and password."),
    OUTBOUND_CANCELED(Blame.NOBODY, CallState.CANCELED, "The call was ended through the API before it was answered."),
    SHUT_DOWN(Blame.US, CallState.COMPLETED, "The server was shut down."),
    SERVER_LOST(
            Blame.US, CallState.FAILED, "The server stopped while the call ran; its end was found at the next start."),
    INTERNAL_FAILURE(Blame.US, CallState.FAILED, "Something failed inside the server; the log has the details.");

    private final Blame blame;
    private final CallState state;
    private final String sentence;

    EndReason(Blame blame, CallState state, String sentence) {
        this.blame = blame;
        this.state = state;
        this.sentence = sentence;
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Blame blame() {
        return blame;
    }

    @Override
    public CallState state() {
        return state;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
