package chorus.provider.sip;

import chorus.phonebook.Trunk;
import chorus.provider.sip.Directory.Found;
import chorus.sip.message.SipUri;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Where a call on a trunk is sent.
sealed interface CallRoute {
    /// @param routes  the Route headers that lead through a proxy
    /// @param targets in the order to be tried
    record Open(List<String> routes, List<Target> targets) implements CallRoute {
        public Open {
            routes = List.copyOf(routes);
            targets = List.copyOf(targets);
        }

        /// The same way with this target first, if it is one of them.
        Open preferring(Target first) {
            if (!targets.contains(first)) {
                return this;
            }
            var ordered = new ArrayList<>(targets);
            ordered.remove(first);
            ordered.addFirst(first);
            return new Open(routes, ordered);
        }
    }

    /// @param why one sentence that says what to change
    record Closed(String why) implements CallRoute {}

    /// The way that the trunk's own fields name. Blocks while names are looked up.
    static CallRoute of(Trunk trunk, Directory directory) {
        return switch (trunk) {
            case Trunk.SipAllowlist allowlist ->
                allowlist
                        .host()
                        .map(host -> listed(
                                directory.find(host, written(allowlist), transport(allowlist.transport())),
                                "The trunk's sipProxy " + host,
                                allowlist))
                        .orElseGet(() -> direct(allowlist, directory));
            case Trunk.SipRegistration registration ->
                registration
                        .outboundProxy()
                        .map(proxy -> proxied(proxy, transport(registration.transport()), directory))
                        .orElseGet(() -> open(
                                directory.find(
                                        registration.registrar(),
                                        written(registration),
                                        transport(registration.transport())),
                                List.of()));
            case Trunk.Twilio _, Trunk.Voximplant _, Trunk.Browser _ -> new Closed("Only SIP trunks dial by SIP.");
        };
    }

    /// The way to a contact of the trunk's own; through its proxy if it has one.
    static CallRoute to(SipUri contact, Trunk trunk, Directory directory) {
        return switch (trunk) {
            case Trunk.SipRegistration registration
            when registration.outboundProxy().isPresent() -> of(registration, directory);
            case Trunk.SipRegistration registration ->
                open(
                        directory.find(contact.host(), port(contact), transport(contact, registration.transport())),
                        List.of());
            case Trunk.SipAllowlist allowlist ->
                listed(
                        directory.find(
                                contact.host(),
                                OptionalInt.of(contact.port() < 0 ? allowlist.port() : contact.port()),
                                transport(contact, allowlist.transport())),
                        "The contact " + contact.host(),
                        allowlist);
            case Trunk.Twilio _, Trunk.Voximplant _, Trunk.Browser _ -> new Closed("Only SIP trunks dial by SIP.");
        };
    }

    /// Whether a host is the trunk's own: its registrar's domain, its proxy, or an address it calls from.
    static boolean owns(Trunk trunk, String host) {
        var name = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        return switch (trunk) {
            case Trunk.SipAllowlist allowlist ->
                isAddress(name)
                        ? allowlist.source().contains(InetAddress.ofLiteral(name))
                        : allowlist
                                .host()
                                .map(own -> own.toLowerCase(Locale.ROOT))
                                .filter(own -> name.equals(own) || name.endsWith("." + own))
                                .isPresent();
            case Trunk.SipRegistration registration -> {
                var registrar = registration.registrar().toLowerCase(Locale.ROOT);
                yield isSame(name, registrar)
                        || (!isAddress(name) && name.endsWith("." + registrar))
                        || registration
                                .outboundProxy()
                                .flatMap(CallRoute::read)
                                .filter(proxy -> isSame(name, proxy.host()))
                                .isPresent();
            }
            case Trunk.Twilio _, Trunk.Voximplant _, Trunk.Browser _ -> false;
        };
    }

    private static CallRoute direct(Trunk.SipAllowlist trunk, Directory directory) {
        return trunk.source().isSingle()
                ? open(
                        directory.find(trunk.called(), OptionalInt.of(trunk.port()), transport(trunk.transport())),
                        List.of())
                : new Closed("The trunk's sipIp is the range " + trunk.source()
                        + ", and a range cannot be dialled: set sipProxy to the host that takes calls.");
    }

    /// Whoever is called calls back within the call, and is heard from the trunk's own addresses only.
    ///
    /// @param who the host that was looked up, in words
    private static CallRoute listed(Found found, String who, Trunk.SipAllowlist trunk) {
        return switch (found) {
            case Found.Nowhere(var why) -> new Closed(why);
            case Found.At(var targets) -> {
                var own = targets.stream()
                        .filter(target -> trunk.source().contains(target.address()))
                        .toList();
                yield own.isEmpty()
                        ? new Closed(who + " is at "
                                + targets.getFirst().address().getHostAddress() + ", which sipIp " + trunk.source()
                                + " does not contain: its hang-up would not be let in. Correct sipIp.")
                        : new Open(List.of(), own);
            }
        };
    }

    private static CallRoute proxied(String proxy, Transport transport, Directory directory) {
        var uri = read(proxy);
        if (uri.isEmpty()) {
            return new Closed(
                    "The trunk's sipOutboundProxy '" + proxy + "' is no host: write it as proxy.example.com:5060.");
        }
        var route = "<" + uri.get() + ";transport=" + transport.name().toLowerCase(Locale.ROOT) + ";lr>";
        return open(directory.find(uri.get().host(), port(uri.get()), transport), List.of(route));
    }

    private static Optional<SipUri> read(String hostAndPort) {
        return SipUri.parse("sip:" + hostAndPort).filter(uri -> !uri.host().isEmpty());
    }

    private static CallRoute open(Found found, List<String> routes) {
        return switch (found) {
            case Found.At(var targets) -> new Open(routes, targets);
            case Found.Nowhere(var why) -> new Closed(why);
        };
    }

    /// The usual port is what a name's service records may differ from; any other was meant.
    private static OptionalInt written(Trunk.SipRegistration trunk) {
        return trunk.port() == transport(trunk.transport()).standardPort()
                ? OptionalInt.empty()
                : OptionalInt.of(trunk.port());
    }

    private static OptionalInt written(Trunk.SipAllowlist trunk) {
        return trunk.port() == transport(trunk.transport()).standardPort()
                ? OptionalInt.empty()
                : OptionalInt.of(trunk.port());
    }

    private static OptionalInt port(SipUri uri) {
        return uri.port() < 0 ? OptionalInt.empty() : OptionalInt.of(uri.port());
    }

    private static Transport transport(Trunk.Transport wanted) {
        return Transport.valueOf(wanted.name());
    }

    /// What the contact names, but nothing in the clear where the trunk is encrypted. Empty where nobody chose: the
    /// name
    /// service may (RFC 3263 §4.1), or else it is UDP.
    private static Optional<Transport> transport(SipUri contact, Trunk.Transport usual) {
        if (usual == Trunk.Transport.TLS || contact.scheme().equals("sips")) {
            return Optional.of(Transport.TLS);
        }
        return contact.params()
                .get("transport")
                .map(word -> word.toUpperCase(Locale.ROOT))
                .flatMap(word -> Arrays.stream(Transport.values())
                        .filter(one -> one.name().equals(word))
                        .findFirst())
                .or(() -> usual == Trunk.Transport.UDP ? Optional.empty() : Optional.of(transport(usual)));
    }

    /// The same name, or the same address however it is written.
    private static boolean isSame(String one, String other) {
        return one.equals(other)
                || (isAddress(one)
                        && isAddress(other)
                        && InetAddress.ofLiteral(one).equals(InetAddress.ofLiteral(other)));
    }

    private static boolean isAddress(String host) {
        try {
            return !InetAddress.ofLiteral(host).isAnyLocalAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }
}
