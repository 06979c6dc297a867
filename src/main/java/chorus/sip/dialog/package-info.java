/// Dialogs of RFC 3261 §12–§15, on both sides, and requests of ours outside them.
///
/// May use: sip.auth, sip.message, sip.transport, sip.transaction.
@NullMarked
package chorus.sip.dialog;

import org.jspecify.annotations.NullMarked;
