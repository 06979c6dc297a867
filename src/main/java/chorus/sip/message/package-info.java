/// SIP messages by RFC 3261: framing, header values, building, writing.
///
/// May use: nothing of ours.
@NullMarked
package chorus.sip.message;

import org.jspecify.annotations.NullMarked;
