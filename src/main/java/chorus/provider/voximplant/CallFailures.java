package chorus.provider.voximplant;

import chorus.call.EndReason;
import chorus.provider.SipStatus;

/// What Voximplant's codes of calls that failed mean, where they are more than SIP's.
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
}
