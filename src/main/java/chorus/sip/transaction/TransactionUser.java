package chorus.sip.transaction;

import chorus.sip.message.SipRequest;
import chorus.sip.transport.Source;
import java.util.Optional;

/// The layer above: decides how requests are answered. Called on the loop.
public interface TransactionUser {
    /// A new request, neither ACK nor CANCEL. An INVITE that is not answered before this returns is then answered with
    /// `100 Trying`.
    void requested(ServerTransaction transaction);

    /// The far side gives up waiting for an answer. The CANCEL itself is answered here (§9.2).
    ///
    /// @param invite the transaction it is about, if that is still known
    void canceled(ServerTransaction cancel, Optional<ServerTransaction> invite);

    /// An ACK for a 2xx: it belongs to a dialog, not to a transaction.
    void acknowledged(SipRequest ack, Source source);
}
