/// Session descriptions by RFC 8866 and the offer/answer model of RFC 3264, for one audio stream.
///
/// May use: nothing of ours.
@NullMarked
package chorus.sip.sdp;

import org.jspecify.annotations.NullMarked;
