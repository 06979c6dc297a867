package chorus.sip;

import chorus.sip.dialog.IncomingInvite;
import chorus.sip.transport.Admission;
import chorus.sip.transport.Tap;

/// The user of an endpoint: says who may speak, and takes the calls.
///
/// It is told everything on the endpoint's loop and must not block.
public interface SipCore extends Admission {
    /// Who hears every message. Asked once, when the endpoint opens.
    default Tap tap() {
        return Tap.NONE;
    }

    /// A new call. `100 Trying` has been sent; exactly one of answering and refusing is expected.
    void invited(IncomingInvite invite);
}
