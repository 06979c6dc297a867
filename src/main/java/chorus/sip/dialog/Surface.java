package chorus.sip.dialog;

import chorus.sip.message.Params;
import chorus.sip.message.SipUri;
import chorus.sip.message.Via;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.Reach;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// How we look from outside.
///
/// @param name      what we call ourselves
/// @param addresses at which address others reach us
/// @param reach     whom others may make us talk to
/// @param port      and at which port
/// @param connected whether a stream to a peer is open
/// @param trouble   why no stream to a peer could be had of late
public record Surface(
        String name,
        LocalAddresses addresses,
        Reach reach,
        ToIntFunction<Transport> port,
        Predicate<Target> connected,
        Function<Target, Optional<String>> trouble,
        Executor loop) {

    /// Our Contact for a peer that sees us here, with a user part unless that is empty.
    ///
    /// @param scheme `sip`, or `sips`, which says by itself that the transport is secured
    static String contact(String scheme, String user, Target peer, InetSocketAddress here) {
        var host = here.getAddress().getHostAddress();
        var uri = new SipUri(scheme, user, "", host, here.getPort(), Params.NONE, "");
        return "<" + uri + (scheme.equals("sips") ? "" : peer.transport().parameter()) + ">";
    }

    Via via(Target target, String branch) {
        return new Via(
                target.transport().name(),
                addresses.towards(target.address()).getHostAddress(),
                port.applyAsInt(target.transport()),
                Params.of("branch", branch).with("rport", ""));
    }

    /// Why a target did not answer, as a sentence.
    String silence(Target target) {
        var nothing = "No answer came from " + Outbound.name(target);
        return trouble.apply(target).map(why -> nothing + ": " + why).orElse(nothing + ".");
    }
}
