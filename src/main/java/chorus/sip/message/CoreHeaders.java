package chorus.sip.message;

import java.util.Optional;

/// Reads the five headers without which a message cannot be answered, and says which one is wrong.
record CoreHeaders(Optional<SipMessage.Core> core, String problem) {
    static CoreHeaders read(Headers headers) {
        var via = via(headers);
        var from = headers.first("From").flatMap(NameAddr::parse);
        var to = headers.first("To").flatMap(NameAddr::parse);
        var callId = headers.first("Call-ID").filter(CoreHeaders::isCallId);
        var cseq = headers.first("CSeq").flatMap(CSeq::parse);
        if (via.isEmpty()) {
            return wrong("Via");
        }
        if (from.isEmpty()) {
            return wrong("From");
        }
        if (to.isEmpty()) {
            return wrong("To");
        }
        if (callId.isEmpty()) {
            return wrong("Call-ID");
        }
        return cseq.isEmpty()
                ? wrong("CSeq")
                : new CoreHeaders(
                        Optional.of(new SipMessage.Core(via.get(), from.get(), to.get(), callId.get(), cseq.get())),
                        "");
    }

    /// The topmost Via, where it can be read.
    static Optional<Via> via(Headers headers) {
        return headers.first("Via").flatMap(field -> Via.parse(firstOf(field)));
    }

    boolean isComplete() {
        return core.isPresent();
    }

    SipMessage.Core complete() {
        return core.orElseThrow();
    }

    private static String firstOf(String field) {
        return field.substring(0, Grammar.find(field, 0, ',', true)).strip();
    }

    private static boolean isCallId(String text) {
        return !text.isEmpty() && text.indexOf(' ') < 0 && text.indexOf('\t') < 0;
    }

    private static CoreHeaders wrong(String name) {
        return new CoreHeaders(Optional.empty(), name + " is missing or broken");
    }
}
