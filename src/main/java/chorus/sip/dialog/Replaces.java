package chorus.sip.dialog;

import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import java.util.Locale;
import java.util.Optional;

/// The dialog that an INVITE wants to take over (RFC 3891). We let nobody do so: a call stays with whom it began, for
/// the source address alone does not prove who else may have it.
record Replaces(DialogId dialog, boolean earlyOnly) {

    /// How to refuse an INVITE that wants to replace something; empty when it wants no such thing.
    static Optional<SipResponse.Builder> refusal(SipRequest invite, Dialogs dialogs) {
        var fields = invite.headers().fields("Replaces");
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        var wanted = fields.size() == 1 ? parse(fields.getFirst()) : Optional.<Replaces>empty();
        return Optional.of(wanted.map(each -> each.refuse(invite, dialogs.find(each.dialog)))
                .orElseGet(() -> SipResponse.answering(invite, 400, "Bad Request - Replaces cannot be read")));
    }

    /// §3: unknown dialogs and those that still ring are nobody's to replace; of the others, each gets its own answer.
    private SipResponse.Builder refuse(SipRequest invite, Optional<Participant> found) {
        if (found.filter(AnsweredDialog.class::isInstance).isEmpty()) {
            return SipResponse.answering(invite, 481, "Call/Transaction Does Not Exist");
        }
        return earlyOnly
                ? SipResponse.answering(invite, 486, "Busy Here")
                : SipResponse.answering(invite, 603, "Decline - calls are not handed over here");
    }

    /// `call-id;to-tag=ours;from-tag=theirs`.
    private static Optional<Replaces> parse(String value) {
        var parts = value.split(";", -1);
        var toTag = "";
        var fromTag = "";
        var early = false;
        for (var i = 1; i < parts.length; i++) {
            var pair = parts[i].strip().split("=", 2);
            switch (pair[0].toLowerCase(Locale.ROOT)) {
                case "to-tag" -> toTag = pair[pair.length - 1];
                case "from-tag" -> fromTag = pair[pair.length - 1];
                case "early-only" -> early = true;
                default -> {
                    // Extensions mean nothing here.
                }
            }
        }
        return parts[0].isBlank() || toTag.isEmpty() || fromTag.isEmpty()
                ? Optional.empty()
                : Optional.of(new Replaces(new DialogId(parts[0].strip(), toTag, fromTag), early));
    }
}
