package chorus.rtp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The encryption of one call's sound: nothing, or a key for each direction.
///
/// A direction whose key stays goes on counting; a new key counts from the beginning, as both sides can know.
/// Owned by the media loop of the call.
final class Srtp {
    private @Nullable SrtpKeys keys;
    private @Nullable SrtpIncoming incoming;
    private @Nullable SrtpOutgoing outgoing;

    void agree(Optional<SrtpKeys> agreed) {
        var next = agreed.orElse(null);
        if (next == null) {
            incoming = null;
            outgoing = null;
        } else {
            if (keys == null || !next.receivesAs(keys)) {
                incoming = new SrtpIncoming(next.suite(), next.incoming());
            }
            if (keys == null || !next.sendsAs(keys)) {
                outgoing = new SrtpOutgoing(next.suite(), next.outgoing());
            }
        }
        keys = next;
    }

    /// Opens an RTP packet in place.
    ///
    /// @return its length in the clear, or -1 when it is to be dropped
    int open(byte[] packet, int length) {
        return incoming == null ? length : incoming.open(packet, length);
    }

    /// The same for RTCP.
    int openControl(byte[] packet, int length) {
        return incoming == null ? length : incoming.openControl(packet, length);
    }

    /// Seals an RTP packet in place, which has room for [PacketCipher#LONGEST_TRAILER] more.
    ///
    /// @return its new length
    int seal(byte[] packet, int length) {
        return outgoing == null ? length : outgoing.seal(packet, length);
    }

    /// The same for RTCP.
    int sealControl(byte[] packet, int length) {
        return outgoing == null ? length : outgoing.sealControl(packet, length);
    }
}
