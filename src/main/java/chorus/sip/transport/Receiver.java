package chorus.sip.transport;

import chorus.sip.message.Parsed;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;

/// Takes what arrives from admitted sources. Called on the loop.
public interface Receiver {
    void request(SipRequest request, Source source);

    void response(SipResponse response, Source source);

    void broken(Parsed.Broken broken, Source source);
}
