package chorus.provider.voximplant;

import chorus.call.EndReason;
import chorus.provider.SipStatus;

/// What Voximplant's codes of calls that failed mean, where they are more than SIP's, and our scenario's words.
final class CallFailures {
    private CallFailures() {}

    static EndReason ending(int code) {
        return switch (code) {
            case 0 -> EndReason.NETWORK_FAILED;
            case 402, // no money
                    403 -> // the limit of calls, or a destination that is closed
                EndReason.DESTINATION_REFUSED;
            case 408 -> // nobody answered within a minute
                EndReason.CALLEE_NO_ANSWER;
            default -> SipStatus.ending(code);
        };
    }

    /// How a conversation ended.
    ///
    /// @param reason the scenario's own word
    /// @param farEnd where it was the person
    static EndReason conversation(String reason, EndReason farEnd) {
        return switch (reason) {
            case "media_lost", "scenario_error", "session_ended" -> EndReason.SIGNALLING_FAILED;
            case "time_limit" -> EndReason.TIME_LIMIT;
            default -> farEnd;
        };
    }
}
