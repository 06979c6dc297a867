package chorus.sip;

import chorus.sip.dialog.IncomingInvite;
import chorus.sip.transport.Admission;

/// The user of an endpoint: says who may speak, and takes the calls.
///
/// All methods are called on the endpoint's loop and must not block.
public interface SipCore extends Admission {
    /// A new call. `100 Trying` has been sent; exactly one of answering and refusing is expected.
    void invited(IncomingInvite invite);
}
