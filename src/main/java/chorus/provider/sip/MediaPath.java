package chorus.provider.sip;

import chorus.rtp.RtpStatistics;
import chorus.rtp.Sources;
import chorus.sip.transport.LocalAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Where the sound of one call was meant to go, both ways, and what may be in its way.
///
/// @param ours      where we told the phone to send
/// @param theirs    where the phone told us to send
/// @param signaller where the phone's SIP messages come from
record MediaPath(InetSocketAddress ours, InetSocketAddress theirs, InetAddress signaller) {
    /// Two seconds of packets: fewer say nothing.
    private static final int TELLING = 100;
    /// So much of our sound lost is all of it.
    private static final double ALL = 0.9;

    /// The hosts from which the phone's sound may come.
    ///
    /// A private address that is not the signaller's is behind NAT, and nobody knows yet what stands before it: the
    /// signaller first of all, whom a phone often shares its NAT with. Where the signaller is in a private network
    /// itself, no NAT is in between.
    Sources sources() {
        var named = theirs.getAddress();
        var isBehindNat = LocalAddresses.isNear(named) && !LocalAddresses.isNear(signaller);
        return new Sources(named.equals(signaller) ? List.of(named) : List.of(named, signaller), isBehindNat);
    }

    /// What is wrong with the sound, whose doing it is and what to change, when one of the two sides cannot hear.
    Optional<String> trouble(RtpStatistics counted) {
        if (counted.sent() >= TELLING && counted.received() == 0) {
            return Optional.of(unheard(counted));
        }
        var missed = counted.peerLostShare();
        if (counted.received() >= TELLING && missed.isPresent() && missed.getAsDouble() >= ALL) {
            return Optional.of(
                    ("The phone says it lost %d of the %d packets that we sent to %s; we heard %d of its own."
                                    + " Blame: carrier. Something drops what we send: open the way from here to there for UDP.")
                            .formatted(
                                    counted.peerLost(), counted.sentAsReported(), written(theirs), counted.received()));
        }
        return Optional.empty();
    }

    private String unheard(RtpStatistics counted) {
        return "We sent %d packets to %s and received none: %s"
                .formatted(counted.sent(), written(theirs), why(counted));
    }

    /// The likeliest cause first.
    private String why(RtpStatistics counted) {
        var refused = counted.refused();
        if (refused.unauthentic() > 0) {
            return ("%d packets came that the agreed key does not open. Blame: carrier. The far side must encrypt with the"
                            + " key of its own SDP; or set sipSrtp to off on both sides.")
                    .formatted(refused.unauthentic());
        }
        if (refused.unexpected() > 0) {
            return ("%d packets came with a payload type that was not agreed on. Blame: carrier. The far side must send"
                            + " the codec that our answer names.")
                    .formatted(refused.unexpected());
        }
        if (refused.lastForeign().isPresent()) {
            return ("%d packets came from %s, which neither its SDP nor its SIP names, and were refused. Blame: carrier."
                            + " Let the far side send from the address that its SDP names.")
                    .formatted(refused.foreign(), written(refused.lastForeign().get()));
        }
        return nothingCame();
    }

    private String nothingCame() {
        if (LocalAddresses.isNear(ours.getAddress()) && !LocalAddresses.isNear(signaller)) {
            return ("we told the phone to send to %s, a private address that it cannot reach. Blame: us. Set"
                            + " CHORUS_PUBLIC_IP to the public address of this server.")
                    .formatted(written(ours));
        }
        if (LocalAddresses.isNear(theirs.getAddress()) && !theirs.getAddress().equals(signaller)) {
            return ("%s is a private address behind NAT, and the phone never sent to %s, which would have shown the way"
                            + " back. Blame: carrier. Let the phone or its PBX write its public address into SDP, and"
                            + " open UDP from there to our RTP ports.")
                    .formatted(theirs.getAddress().getHostAddress(), written(ours));
        }
        return ("nothing came to %s. Blame: carrier. Open UDP to this server's RTP ports in the firewalls on both sides;"
                        + " a phone that is muted and sends nothing looks the same.")
                .formatted(written(ours));
    }

    private static String written(InetSocketAddress address) {
        var host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
