package chorus.sip.locate;

import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Finds the servers of a SIP host (RFC 3263): by NAPTR, SRV, A and AAAA records, remembered for their lifetime.
///
/// It blocks, three seconds at most, and so is asked from virtual threads and never from a loop.
///
/// ```java
/// switch (locator.locate("sip.example.com", OptionalInt.empty(), Optional.of(Transport.UDP), false)) {
///     case Location.Located(var targets, var ttl) -> endpoint.send(request, targets, listener);
///     case Location.NotFound(var why) -> status.failed(why);
/// }
/// ```
public final class Locator {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Dns dns;
    private final Hosts hosts;
    private final RandomGenerator random;

    Locator(Resolver resolver, InstantSource clock, RandomGenerator random) {
        this.dns = new Dns(resolver, clock);
        this.hosts = new Hosts(dns);
        this.random = random;
    }

    /// One that asks the name servers this machine is set to.
    public static Locator ofSystem() {
        var resolver = new ExtendedResolver();
        resolver.setTimeout(Duration.ofSeconds(1));
        return new Locator(resolver, InstantSource.system(), RandomGenerator.getDefault());
    }

    /// @param port   the one the address names; the name then is a machine's, not a service's
    /// @param wanted the transport the address names
    /// @param secure whether only TLS will do
    public Location locate(String host, OptionalInt port, Optional<Transport> wanted, boolean secure) {
        if (secure && wanted.isPresent() && wanted.get() != Transport.TLS) {
            return new Location.NotFound(host + " is to be reached securely, which " + wanted.get() + " is not.");
        }
        var plain = secure ? Transport.TLS : wanted.orElse(Transport.UDP);
        var usualPort = port.orElse(plain.standardPort());
        var literal = Hosts.literal(host);
        if (literal.isPresent()) {
            return new Location.Located(List.of(new Target(literal.get(), usualPort, plain, host)), Found.LONGEST);
        }
        var deadline = Deadline.in(PATIENCE);
        try {
            var name = Name.fromString(host, Name.root);
            var found = port.isPresent() ? new Found() : served(host, name, wanted, secure, deadline);
            if (found.mayBeAMachine()) {
                add(found, host, host, usualPort, plain, deadline);
            }
            return found.location(host);
        } catch (TextParseException _) {
            return new Location.NotFound("'" + host + "' is not a host name.");
        }
    }

    private Found served(String host, Name name, Optional<Transport> wanted, boolean secure, Deadline deadline)
            throws TextParseException {
        var found = new Found();
        if (host.equalsIgnoreCase("localhost")) {
            return found;
        }
        var services = wanted.map(one -> List.of(Service.over(one))).orElseGet(() -> Service.allowed(secure));
        var pointed = wanted.isPresent() ? List.<NAPTRRecord>of() : pointers(name, secure, found, deadline);
        for (var pointer : pointed) {
            var service = Service.named(pointer.getService()).orElseThrow();
            addServers(found, host, pointer.getReplacement(), service.transport, deadline);
        }
        if (found.isNothing()) {
            for (var service : services) {
                var at = Name.fromString(service.prefix + host, Name.root);
                addServers(found, host, at, service.transport, deadline);
            }
        }
        return found;
    }

    private List<NAPTRRecord> pointers(Name name, boolean secure, Found found, Deadline deadline) {
        var records = dns.ask(name, Type.NAPTR, deadline);
        found.holds(records.ttl(), !records.all().isEmpty());
        return records.of(NAPTRRecord.class).stream()
                .filter(pointer -> pointer.getFlags().equalsIgnoreCase("s"))
                .filter(pointer -> Service.named(pointer.getService())
                        .filter(Service.allowed(secure)::contains)
                        .isPresent())
                .sorted(Comparator.comparingInt(NAPTRRecord::getOrder).thenComparingInt(NAPTRRecord::getPreference))
                .limit(8)
                .toList();
    }

    private void addServers(Found found, String host, Name service, Transport transport, Deadline deadline) {
        var records = dns.ask(service, Type.SRV, deadline);
        found.holds(records.ttl(), !records.all().isEmpty());
        var servers = records.of(SRVRecord.class);
        if (!records.told() || !servers.isEmpty()) {
            found.isAService();
        }
        if (!records.told()) {
            found.hears(service.toString(true), records.said());
        }
        for (var server : ServerOrder.of(servers, random)) {
            if (server.getTarget().equals(Name.root)) {
                found.hears(service.toString(true), "not offered");
            } else {
                add(found, host, server.getTarget().toString(true), server.getPort(), transport, deadline);
            }
        }
    }

    private void add(Found found, String host, String machine, int port, Transport transport, Deadline deadline) {
        var addresses = hosts.addresses(machine, deadline);
        found.holds(addresses.ttl(), !addresses.all().isEmpty());
        if (addresses.all().isEmpty()) {
            found.hears(machine, addresses.said());
        }
        addresses.all().forEach(address -> found.add(new Target(address, port, transport, host)));
    }

    /// A machine's addresses.
    ///
    /// @param said what DNS said of them, in a word or two
    record Addresses(List<InetAddress> all, Duration ttl, String said) {}
}
