package chorus.sip.transport;

import chorus.sip.message.MessageParser;
import chorus.sip.message.Parsed;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transport.SipCounters.Event;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Between the sockets and the layers above: asks for admission, parses, passes on, and lets no fault reach the loop.
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Admission admission;
    private final Receiver receiver;
    private final SipCounters counters;
    private final Tap tap;

    Gate(Admission admission, Receiver receiver, SipCounters counters, Tap tap) {
        this.admission = admission;
        this.receiver = receiver;
        this.counters = counters;
        this.tap = tap;
    }

    /// Hears an answer from where our request went, too, though whoever is there may ask us nothing.
    boolean hears(InetAddress source, boolean isResponse) {
        return (isResponse && receiver.awaits(source)) || admits(source, Transport.UDP);
    }

    boolean admits(InetAddress source, Transport transport) {
        return admission.admits(source, transport);
    }

    /// Drops what a source sent that is not heard.
    void drop(Source source, ByteBuffer bytes) {
        counters.count(Event.UNKNOWN_SOURCE);
        try {
            admission.dropped(source, bytes);
        } catch (RuntimeException e) {
            counters.count(Event.FAULT);
            LOG.error("What {} sent could not be counted.", source, e);
        }
    }

    /// Takes the bytes of one message of an admitted source.
    void pass(byte[] bytes, Source source) {
        counters.count(Event.RECEIVED);
        try {
            switch (MessageParser.parse(bytes)) {
                case Parsed.Sound(SipRequest request) -> {
                    tap.received(request, bytes, source);
                    receiver.request(request, source);
                }
                case Parsed.Sound(SipResponse response) -> {
                    tap.received(response, bytes, source);
                    receiver.response(response, source);
                }
                case Parsed.Broken broken -> receiver.broken(broken, source);
            }
        } catch (RuntimeException e) {
            counters.count(Event.FAULT);
            LOG.error("A message from {} could not be handled.", source, e);
        }
    }

    boolean isInUse(Source stream) {
        return receiver.isInUse(stream);
    }

    SipCounters counters() {
        return counters;
    }
}
