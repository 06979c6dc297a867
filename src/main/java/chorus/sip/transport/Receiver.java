package chorus.sip.transport;

import chorus.sip.message.Parsed;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import java.net.InetAddress;

/// The layers above: takes what arrives from admitted sources. Called on the loop.
public interface Receiver {
    void request(SipRequest request, Source source);

    void response(SipResponse response, Source source);

    void broken(Parsed.Broken broken, Source source);

    /// Something that we sent to this address waits for its answer.
    boolean awaits(InetAddress peer);

    /// A call came over this stream and is not over, so that silence on it is no reason to close it.
    boolean isInUse(Source stream);
}
