package chorus.rtp;

import chorus.audio.AudioFormat;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;

/// What signalling has agreed about one call's sound: where it goes, how it is written, which way it flows.
///
/// @param remote      the peer's RTP address from its SDP; where its sound really comes from is learnt
/// @param sources     the hosts from which its sound may come
/// @param frameMillis sound in one packet that we send: 10 to 60, in steps of 10
/// @param sending     false while the peer does not want to hear us (`sendonly` or `inactive` on its side)
/// @param receiving   false while the peer sends nothing (`recvonly` or `inactive` on its side)
/// @param srtp        the keys, when sound and reports are encrypted
public record RtpParameters(
        InetSocketAddress remote,
        Sources sources,
        Payloads payloads,
        int frameMillis,
        boolean sending,
        boolean receiving,
        Optional<SrtpKeys> srtp) {
    public RtpParameters {
        if (remote.isUnresolved() || remote.getPort() == 0) {
            throw new IllegalArgumentException("RTP needs an address and a port to send to, not " + remote + ".");
        }
        if (frameMillis < 10 || frameMillis > 60 || frameMillis % 10 != 0) {
            throw new IllegalArgumentException(
                    "A packet carries 10, 20, 30, 40, 50 or 60 ms, not " + frameMillis + ".");
        }
    }

    /// Sound both ways in the clear, in packets of 20 ms.
    public static RtpParameters bothWays(
            InetSocketAddress remote, AudioFormat codec, int payloadType, OptionalInt eventPayloadType) {
        var payloads = Payloads.same(codec, payloadType, eventPayloadType);
        return new RtpParameters(remote, Sources.ANY, payloads, 20, true, true, Optional.empty());
    }

    public AudioFormat codec() {
        return payloads.codec();
    }

    /// The same, with the peer at one of these hosts.
    public RtpParameters from(Sources hosts) {
        return new RtpParameters(remote, hosts, payloads, frameMillis, sending, receiving, srtp);
    }

    /// The same, encrypted.
    public RtpParameters encrypted(SrtpKeys keys) {
        return new RtpParameters(remote, sources, payloads, frameMillis, sending, receiving, Optional.of(keys));
    }

    /// The same with another direction, as a hold or a resume asks for.
    public RtpParameters direction(boolean nowSending, boolean nowReceiving) {
        return new RtpParameters(remote, sources, payloads, frameMillis, nowSending, nowReceiving, srtp);
    }
}
