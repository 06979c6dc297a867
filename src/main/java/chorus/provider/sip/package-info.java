/// Phone numbers on SIP trunks: lines by source address, calls in, their sound over RTP.
///
/// May use: provider, call, phonebook, audio, rtp, sip.
@NullMarked
package chorus.provider.sip;

import org.jspecify.annotations.NullMarked;
