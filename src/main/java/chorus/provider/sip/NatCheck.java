package chorus.provider.sip;

import chorus.provider.Checklist;
import chorus.sip.message.SipMessage;
import chorus.sip.message.Via;
import chorus.sip.transport.Target;
import java.net.InetAddress;

/// Reads from the far side's answer whether a NAT stands in between (RFC 3581: `received` and `rport` of our Via).
final class NatCheck {
    private NatCheck() {}

    /// @param advertised the address that we tell the far side
    /// @param registers  the line registers, as whatever it is seen as: a NAT is no fault
    static void of(SipMessage answer, Target target, InetAddress advertised, boolean registers, Checklist list) {
        var via = answer.header("Via").flatMap(Via::parse);
        var seen = via.flatMap(own ->
                own.params().get("received").or(() -> own.params().get("rport").map(_ -> own.host())));
        if (via.isEmpty() || seen.isEmpty()) {
            list.skipped("NAT", "The far side does not tell how it sees us (no received, no rport in its Via).");
            return;
        }
        var ours = advertised.getHostAddress();
        var port = via.get()
                .params()
                .get("rport")
                .filter(told -> !told.isEmpty())
                .map(told -> ":" + told)
                .orElse("");
        if (seen.get().equals(ours)) {
            list.passed("NAT", "The far side sees us at " + seen.get() + port + ", which is the address we tell it.");
        } else if (registers) {
            list.passed(
                    "NAT",
                    "A NAT stands in between: the far side sees us at " + seen.get() + port + ", and the line registers"
                            + " as that. It is told to send sound to " + ours + ", and has to send to where it hears"
                            + " from instead, as most do; a call with \"loopTo\" shows whether it does.");
        } else {
            list.failed(
                    "NAT",
                    "The far side at " + target.address().getHostAddress() + " sees us at " + seen.get() + port
                            + ", but we tell it to send sound to " + ours + ".",
                    "Set CHORUS_PUBLIC_IP to " + seen.get()
                            + ", and forward the ports of CHORUS_SIP_PORT and CHORUS_RTP_PORTS unchanged: one without"
                            + " the other loses the sound.");
        }
    }
}
