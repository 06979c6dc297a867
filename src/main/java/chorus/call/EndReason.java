package chorus.call;

import java.util.Locale;

/// Why a call that was under way is over.
public enum EndReason implements Ending {
    CALLER_HUNG_UP(Blame.NOBODY, CallState.COMPLETED, "The caller hung up."),
    CALLER_CANCELED(Blame.NOBODY, CallState.CANCELED, "The caller gave up before the call was answered."),
    AGENT_HUNG_UP(Blame.NOBODY, CallState.COMPLETED, "The agent hung up."),
    API_HUNG_UP(Blame.NOBODY, CallState.COMPLETED, "The call was ended through the API."),
    TIME_LIMIT(Blame.NOBODY, CallState.COMPLETED, "The call reached the agent's maxCallDurationSeconds."),
    AGENT_LOST(Blame.AGENT, CallState.COMPLETED, "The agent's stream was lost in mid-call."),
    ANSWER_UNCONFIRMED(Blame.CARRIER, CallState.FAILED, "The caller's phone never confirmed the answer."),
    SIGNALLING_FAILED(Blame.CARRIER, CallState.COMPLETED, "The phone network stopped answering in mid-call."),
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
