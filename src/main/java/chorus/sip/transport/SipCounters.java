package chorus.sip.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What happened to messages, by kind. Read from any thread.
public final class SipCounters {
    public enum Event {
        RECEIVED,
        SENT,
        /// From a source that is not admitted: dropped in silence.
        UNKNOWN_SOURCE,
        /// Not SIP, or too broken to be answered.
        UNPARSABLE,
        /// Broken, and told so (400 and the like).
        REFUSED_MALFORMED,
        TOO_LARGE,
        /// A connection beyond a limit: closed.
        CONNECTIONS_CAPPED,
        CONNECTIONS_IDLE,
        /// A TLS handshake, begun by either side, that failed or took too long.
        TLS_FAILED,
        /// A request beyond a limit: answered 503.
        TRANSACTIONS_CAPPED,
        DIALOGS_CAPPED,
        /// A repeated request, answered from memory.
        RETRANSMISSION_RECEIVED,
        /// A message of ours, sent again for want of an answer.
        RETRANSMISSION_SENT,
        /// A response to nothing we asked.
        STRAY_RESPONSE,
        /// A response to something we asked, but not of whom we asked it: ignored.
        FOREIGN_RESPONSE,
        /// An ACK that belongs to nothing.
        STRAY_ACK,
        /// A message of ours that could not be sent.
        UNSENDABLE,
        /// A defect of ours that was caught, logged and survived.
        FAULT
    }

    private final Map<Event, LongAdder> counts = new EnumMap<>(Event.class);

    public SipCounters() {
        for (var event : Event.values()) {
            counts.put(event, new LongAdder());
        }
    }

    public void count(Event event) {
        adder(event).increment();
    }

    public long of(Event event) {
        return adder(event).sum();
    }

    private LongAdder adder(Event event) {
        var adder = counts.get(event);
        if (adder == null) {
            throw new IllegalStateException("Every event has a counter.");
        }
        return adder;
    }
}
