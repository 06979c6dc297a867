/// Dialogs of RFC 3261 §12–§15, as the called side: invitations, answers, re-offers, endings.
///
/// May use: sip.message, sip.transport, sip.transaction.
@NullMarked
package chorus.sip.dialog;

import org.jspecify.annotations.NullMarked;
