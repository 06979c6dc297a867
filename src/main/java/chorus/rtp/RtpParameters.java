package chorus.rtp;

import chorus.audio.AudioFormat;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;

/// What signalling has agreed about one call's sound: where it goes, how it is written, which way it flows.
///
/// @param remote           the peer's RTP address from its SDP; where its sound really comes from is learnt
/// @param codec            how both directions are written on the wire
/// @param payloadType      the codec's payload type, 0–127
/// @param eventPayloadType the payload type of `telephone-event`, if it was agreed
/// @param frameMillis      sound in one packet that we send: 10, 20, 30, 40 or 60
/// @param sending          false while the peer does not want to hear us (`sendonly` or `inactive` on its side)
/// @param receiving        false while the peer sends nothing (`recvonly` or `inactive` on its side)
/// @param srtp             the keys, when sound and reports are encrypted
public record RtpParameters(
        InetSocketAddress remote,
        AudioFormat codec,
        int payloadType,
        OptionalInt eventPayloadType,
        int frameMillis,
        boolean sending,
        boolean receiving,
        Optional<SrtpKeys> srtp) {
    public RtpParameters {
        if (remote.isUnresolved() || remote.getPort() == 0) {
            throw new IllegalArgumentException("RTP needs an address and a port to send to, not " + remote + ".");
        }
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("A payload type is 0 to 127, not " + payloadType + ".");
        }
        eventPayloadType.ifPresent(type -> {
            if (type < 0 || type > 127 || type == payloadType) {
                throw new IllegalArgumentException(
                        "Telephone events need a payload type of their own from 0 to 127, not " + type + ".");
            }
        });
        if (frameMillis != 10 && frameMillis != 20 && frameMillis != 30 && frameMillis != 40 && frameMillis != 60) {
            throw new IllegalArgumentException("A packet carries 10, 20, 30, 40 or 60 ms, not " + frameMillis + ".");
        }
    }

    /// Sound in the clear.
    public RtpParameters(
            InetSocketAddress remote,
            AudioFormat codec,
            int payloadType,
            OptionalInt eventPayloadType,
            int frameMillis,
            boolean sending,
            boolean receiving) {
        this(remote, codec, payloadType, eventPayloadType, frameMillis, sending, receiving, Optional.empty());
    }

    /// Sound both ways in packets of 20 ms.
    public static RtpParameters bothWays(
            InetSocketAddress remote, AudioFormat codec, int payloadType, OptionalInt eventPayloadType) {
        return new RtpParameters(remote, codec, payloadType, eventPayloadType, 20, true, true);
    }

    /// The same, encrypted.
    public RtpParameters encrypted(SrtpKeys keys) {
        return new RtpParameters(
                remote, codec, payloadType, eventPayloadType, frameMillis, sending, receiving, Optional.of(keys));
    }

    /// The same with another direction, as a hold or a resume asks for.
    public RtpParameters direction(boolean nowSending, boolean nowReceiving) {
        return new RtpParameters(
                remote, codec, payloadType, eventPayloadType, frameMillis, nowSending, nowReceiving, srtp);
    }
}
