/// The transport layer of RFC 3261 §18: UDP and TCP sockets, one loop, admission of sources before anything else.
///
/// May use: sip.message.
@NullMarked
package chorus.sip.transport;

import org.jspecify.annotations.NullMarked;
