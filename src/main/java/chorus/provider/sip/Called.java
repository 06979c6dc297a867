package chorus.provider.sip;

import chorus.sip.message.NameAddr;
import chorus.sip.message.SipRequest;
import java.util.List;

/// Who an INVITE may mean, by the headers that can say it.
///
/// @param request the user of the Request-URI
record Called(String request, List<Named> others) {
    private static final int LONGEST = 128;

    /// A user, and the header that named it.
    record Named(String header, String user) {}

    static Called of(SipRequest invite) {
        var party = invite.header("P-Called-Party-ID")
                .flatMap(NameAddr::parse)
                .map(address -> address.uri().user())
                .orElse("");
        return new Called(
                shortened(invite.uri().user()),
                List.of(
                        new Named("To", shortened(invite.to().uri().user())),
                        new Named("P-Called-Party-ID", shortened(party))));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
