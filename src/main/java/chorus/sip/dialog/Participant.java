package chorus.sip.dialog;

import chorus.sip.message.SipRequest;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transport.Source;

/// Whoever takes the requests of one dialog: before the answer the invitation, after it the dialog.
sealed interface Participant permits Invitation, AnsweredDialog, EarlyDialog {
    /// Where the INVITE came from.
    Source source();

    /// A request inside the dialog.
    void requested(ServerTransaction transaction);

    void acknowledged(SipRequest ack);

    /// The far side takes back an INVITE that was not answered yet.
    void canceled(ServerTransaction invite);

    /// The endpoint closes: what is to be sent goes now, and no answer will be heard.
    void closed();
}
