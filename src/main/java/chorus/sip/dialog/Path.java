package chorus.sip.dialog;

import chorus.sip.message.NameAddr;
import chorus.sip.message.SipMessage;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.Reach;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The way of our requests inside a dialog (§12.2.1.1): the route set, which never changes, and the remote target,
/// which does.
///
/// @param routes from the Record-Route of the INVITE, in its order (§12.1.1)
/// @param source where the INVITE came from: the way back when the route names no address that we could send to
record Path(SipUri remoteTarget, List<NameAddr> routes, Source source) {
    /// The path that an INVITE lays; empty when it names no Contact. One of RFC 2543 need not: it is reached at From.
    static Optional<Path> of(SipRequest invite, Source source) {
        var routes = invite.headers().values("Record-Route").stream()
                .flatMap(value -> NameAddr.parse(value).stream())
                .toList();
        return contact(invite).or(() -> old(invite)).map(target -> new Path(target, routes, source));
    }

    private static Optional<SipUri> old(SipRequest invite) {
        return invite.via().hasMagicCookie() || invite.headers().has("Contact")
                ? Optional.empty()
                : Optional.of(invite.from().uri()).filter(SipUri::isSip);
    }

    /// The path that an answer to an INVITE of ours lays: the recorded route from our end (§12.1.2).
    static Path of(SipResponse answer, SipRequest invite, Target asked) {
        var routes = answer.headers().values("Record-Route").stream()
                .flatMap(value -> NameAddr.parse(value).stream())
                .toList()
                .reversed();
        return new Path(contact(answer).orElse(invite.uri()), routes, Outbound.source(asked));
    }

    /// The same way to a new target, if the message names one.
    Path refreshed(SipMessage message) {
        return contact(message).map(target -> new Path(target, routes, source)).orElse(this);
    }

    /// The same way, but for the way back. Whom we reached under a name has to go on proving it, and what is encrypted
    /// stays so.
    Path from(Source newest) {
        var losesName = !source.serverName().isEmpty() && newest.serverName().isEmpty();
        var leavesTls = source.transport() == Transport.TLS && newest.transport() != Transport.TLS;
        return losesName || leavesTls ? this : new Path(remoteTarget, routes, newest);
    }

    SipUri requestUri() {
        return isStrict() ? routes.getFirst().uri() : remoteTarget;
    }

    List<String> routeHeaders() {
        var values = new ArrayList<String>();
        for (var route : isStrict() ? routes.subList(1, routes.size()) : routes) {
            values.add(route.toString());
        }
        if (isStrict()) {
            values.add("<" + remoteTarget + ">");
        }
        return values;
    }

    /// Where to send. A private address told by a public source is one behind a NAT, and one of this machine or of its
    /// link is none that a stranger may make us talk to: then back to the source. What came over TLS stays there.
    ///
    /// @param connected whether a stream is open; one to the same peer is used again
    Target nextHop(Predicate<Target> connected, Reach reach) {
        var uri = routes.isEmpty() ? remoteTarget : routes.getFirst().uri();
        var transport = transport(uri);
        return address(uri.host())
                .filter(_ -> transport == Transport.TLS || source.transport() != Transport.TLS)
                .filter(address -> !isBehindNat(address) && mayReach(address, reach))
                .filter(address -> !isSameStream(address, transport, connected))
                .map(address -> target(address, uri, transport))
                .orElseGet(() -> Target.backTo(source));
    }

    /// The machine that we reached under a name has to prove the same name again; any other its address.
    private Target target(InetAddress address, SipUri uri, Transport transport) {
        var port = uri.port() < 0 ? transport.standardPort() : uri.port();
        var isNamed = address.equals(source.address()) && !source.serverName().isEmpty();
        return isNamed
                ? new Target(address, port, transport, source.serverName())
                : Target.at(address, port, transport);
    }

    private boolean isStrict() {
        return !routes.isEmpty() && routes.getFirst().uri().parameter("lr").isEmpty();
    }

    private boolean isBehindNat(InetAddress address) {
        return address.isAnyLocalAddress()
                || (LocalAddresses.isPrivate(address) && !isLocal(source.address()))
                || (address.isLoopbackAddress() && !source.address().isLoopbackAddress());
    }

    private boolean mayReach(InetAddress address, Reach reach) {
        return !reach.isBarred(address, source.address())
                && reach.fault(address, source.address()).isEmpty();
    }

    private boolean isSameStream(InetAddress address, Transport transport, Predicate<Target> connected) {
        return transport.isReliable()
                && source.transport() == transport
                && address.equals(source.address())
                && connected.test(Target.backTo(source));
    }

    /// In `sips` every transport is secured (RFC 3261 §26.2.2).
    private Transport transport(SipUri uri) {
        if (uri.scheme().equals("sips") && source.transport() == Transport.TLS) {
            return Transport.TLS;
        }
        var named = uri.parameter("transport").orElse("");
        if (named.equalsIgnoreCase("tcp")) {
            return Transport.TCP;
        }
        if (named.equalsIgnoreCase("tls")) {
            return Transport.TLS;
        }
        return named.equalsIgnoreCase("udp") ? Transport.UDP : source.transport();
    }

    private static boolean isLocal(InetAddress address) {
        return LocalAddresses.isPrivate(address) || address.isLoopbackAddress();
    }

    private static Optional<SipUri> contact(SipMessage request) {
        return request.headers().values("Contact").stream()
                .findFirst()
                .flatMap(NameAddr::parse)
                .map(NameAddr::uri)
                .filter(SipUri::isSip);
    }

    private static Optional<InetAddress> address(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }
}
