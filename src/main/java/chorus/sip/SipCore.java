package chorus.sip;

import chorus.sip.dialog.CallTaker;
import chorus.sip.transport.Admission;
import chorus.sip.transport.Tap;

/// The user of an endpoint: says who may speak, and takes the calls.
///
/// All of it is called on the endpoint's loop and must not block.
public interface SipCore extends Admission, CallTaker {
    /// Who hears every message. Asked once, when the endpoint opens.
    default Tap tap() {
        return Tap.NONE;
    }
}
