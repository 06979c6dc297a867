package chorus.sip.transaction;

import chorus.sip.message.SipRequest;
import java.util.Optional;

/// What stays the same of a first request on every way it takes (§8.2.2.2): CSeq, Call-ID and From tag, as one text.
final class Origin {
    private Origin() {}

    /// Empty for a request inside a dialog, and for ACK and CANCEL.
    static Optional<String> of(SipRequest request) {
        var outside = request.to().tag().isEmpty() && !request.is("ACK") && !request.is("CANCEL");
        return outside
                ? request.from().tag().map(tag -> request.cseq() + " " + request.callId() + " " + tag)
                : Optional.empty();
    }
}
