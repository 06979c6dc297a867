package chorus.provider;

import chorus.call.EndReason;

/// What a SIP network's final answer to a call means, whoever tells it. Busy and unanswered are told apart from failed
/// as
/// RFC 3261 §21 words the codes.
public final class SipStatus {
    private SipStatus() {}

    public static EndReason ending(int status) {
        return switch (status) {
            case 486, 600 -> EndReason.CALLEE_BUSY;
            case 480, 487 -> EndReason.CALLEE_NO_ANSWER;
            case 603 -> EndReason.CALLEE_DECLINED;
            case 401, 407 -> EndReason.CREDENTIALS_REJECTED;
            case 404, 410, 416, 484, 485, 604 -> EndReason.DESTINATION_UNKNOWN;
            case 408 -> EndReason.NETWORK_FAILED;
            default -> status >= 500 && status < 600 ? EndReason.NETWORK_FAILED : EndReason.DESTINATION_REFUSED;
        };
    }
}
