/// The transaction layer of RFC 3261 §17: four state machines as tables, and one wheel of timers.
///
/// May use: sip.message, sip.transport.
@NullMarked
package chorus.sip.transaction;

import org.jspecify.annotations.NullMarked;
