/// Digest authentication of RFC 8760 and RFC 7616, as the client: challenges read, credentials answered.
///
/// May use: sip.message.
@NullMarked
package chorus.sip.auth;

import org.jspecify.annotations.NullMarked;
