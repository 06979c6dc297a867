package chorus.provider.sip;

import chorus.call.EndReason;
import chorus.call.NetworkAnswer;
import chorus.provider.OutgoingCall.Outcome.NotAnswered;
import chorus.sip.message.SipResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the final answers to a call of ours mean.
final class SipAnswers {
    /// The headers in which networks say why.
    private static final List<String> REASONS = List.of("Reason", "Warning", "Retry-After");

    private static final int LONGEST = 160;

    private SipAnswers() {}

    /// How a call ends that was refused so.
    static NotAnswered refused(SipResponse response) {
        var answer = new NetworkAnswer(response.status(), response.reason());
        return new NotAnswered(ending(response.status()), deciding(response), Optional.of(answer));
    }

    /// The lines of an answer that say why: its first one, and those of the headers made for it.
    static String deciding(SipResponse response) {
        return deciding(response, List.of());
    }

    /// The same, with further headers.
    static String deciding(SipResponse response, List<String> more) {
        var lines = new StringBuilder(shortened(response.startLine()));
        Stream.concat(REASONS.stream(), more.stream())
                .forEach(name -> response.header(name)
                        .ifPresent(value ->
                                lines.append(" | ").append(name).append(": ").append(shortened(value))));
        return lines.toString();
    }

    /// Busy and unanswered are told apart from failed as RFC 3261 §21 words the codes.
    static EndReason ending(int status) {
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

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
