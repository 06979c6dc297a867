package chorus.sip;

import chorus.sip.dialog.CallTaker;
import chorus.sip.transport.Admission;

/// The user of an endpoint: says who may speak, and takes the calls.
///
/// All of it is called on the endpoint's loop and must not block.
public interface SipCore extends Admission, CallTaker {}
