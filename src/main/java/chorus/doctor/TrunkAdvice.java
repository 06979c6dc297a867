package chorus.doctor;

import chorus.call.NetworkAnswer;
import java.util.List;

/// What to change about a trunk, by what its network said, or did not say.
final class TrunkAdvice {
    private TrunkAdvice() {}

    static List<String> credentials(Evidence evidence) {
        return List.of(
                "Correct `sipUsername`, `sipPassword` and, if the network wants another name for them, `sipAuthUser` of"
                        + " the number: " + said(evidence),
                "A number of mode ip_allowlist without them has no password: give it both, or let the network admit this"
                        + " server's address.");
    }

    static List<String> refused(Evidence evidence) {
        return List.of("Ask the network why it refuses the call; usual causes are a caller id that it does not allow"
                + " (`number`, `sipCallerId`, `sipNumberFormat`) and a destination that is not switched on: "
                + said(evidence));
    }

    static List<String> unknownDestination(Evidence evidence) {
        var to = evidence.call().call().customerNumber();
        return List.of(
                "Check `to`, and whether the network wants it with or without + (`sipNumberFormat`); dialled was " + to
                        + ": " + said(evidence));
    }

    static List<String> unreachable(Evidence evidence) {
        var why = evidence.found("answer");
        return List.of(way(why) + " " + Advice.sentence(why));
    }

    static List<String> failed(Evidence evidence) {
        var code =
                evidence.call().facts().networkAnswer().map(NetworkAnswer::code).orElse(0);
        return code >= 500
                ? List.of("Try again later, and ask the network if it stays so: " + said(evidence))
                : List.of("Look at the SIP messages with whoever runs the far side: " + said(evidence));
    }

    static List<String> unconfirmed(Evidence evidence) {
        var times = evidence.sent("SIP/2.0 200");
        var fact = times == 0 ? "" : " Our 200 went out " + times + " times and no ACK came.";
        return List.of("Let the far side reach the address in our Contact: set CHORUS_PUBLIC_IP to the address it can"
                + " reach, and open the SIP port of the firewall for it." + fact);
    }

    static List<String> lost(Evidence evidence) {
        return List.of("Look for what cuts the way between the far side and here in mid-call: a NAT that forgets, a"
                + " firewall, a proxy that was restarted. " + Advice.sentence(evidence.found("conversation ended")));
    }

    private static String way(String why) {
        if (why.contains("certificate has expired")) {
            return "Have the far side's certificate renewed.";
        }
        if (why.contains("subject alternative") || why.contains("No name matching")) {
            return "Set `sipProxy` to a name that the far side's certificate carries, or have it issued for this name.";
        }
        if (why.contains("not signed by anyone we trust")) {
            return "Set CHORUS_TLS_TRUST to the PEM file of the authority that signed the far side's certificate.";
        }
        if (why.contains("TLS")) {
            return "Make sure that the far side speaks TLS on this port.";
        }
        if (why.toLowerCase(java.util.Locale.ROOT).contains("refused")) {
            return "Start the far side, or correct `sipProxy`, `sipPort` and `sipRegisterTransport`: nothing listens there.";
        }
        if (why.contains("No address was found") || why.contains("is not a host name")) {
            return "Correct `sipProxy` or `sipOutboundProxy`: the name leads nowhere.";
        }
        if (why.contains("cannot be dialled")) {
            return "Set `sipProxy` to the host that takes calls, or `sipIp` to the one address of the PBX.";
        }
        if (why.contains("does not contain")) {
            return "Let `sipIp` contain the addresses of `sipProxy`.";
        }
        return "Make sure that the far side runs, that `sipProxy` or `sipIp` and `sipPort` are right, and that no firewall"
                + " is in between.";
    }

    /// The network's own line, or what came in its stead.
    private static String said(Evidence evidence) {
        var line = evidence.found("answer");
        return line.isEmpty() ? "it said nothing more." : "it said \"" + line + "\".";
    }
}
