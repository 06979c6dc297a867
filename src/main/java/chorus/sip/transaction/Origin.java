package chorus.sip.transaction;

import chorus.sip.message.SipRequest;
import java.util.Optional;

/// What stays the same of a first request on every way it takes (§8.2.2.2).
record Origin(String fromTag, String callId, long number, String method) {
    /// Empty for a request inside a dialog, and for ACK and CANCEL.
    static Optional<Origin> of(SipRequest request) {
        var outside = request.to().tag().isEmpty() && !request.is("ACK") && !request.is("CANCEL");
        var cseq = request.cseq();
        return outside
                ? request.from().tag().map(tag -> new Origin(tag, request.callId(), cseq.number(), cseq.method()))
                : Optional.empty();
    }
}
