/// RFC 3261 by layer and nothing about us. The layers are the sub-packages; here is the endpoint that joins them.
///
/// May use: nothing of ours outside sip.
@NullMarked
package chorus.sip;

import org.jspecify.annotations.NullMarked;
