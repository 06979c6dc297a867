package chorus.sip.locate;

import chorus.sip.locate.Locator.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

/// The addresses of machines: by DNS, and for names it does not have as this machine itself knows them.
final class Hosts {
    private static final Duration OWN_KNOWLEDGE = Duration.ofSeconds(60);

    private final Dns dns;
    private final HostsFileParser own;

    Hosts(Dns dns, HostsFileParser own) {
        this.dns = dns;
        this.own = own;
    }

    /// A machine of this network, whose name the public name service cannot know: it has no dot, or stands in
    /// `/etc/hosts`.
    boolean isLocal(String machine) {
        try {
            var name = Name.fromString(machine, Name.root);
            return name.labels() <= 2
                    || own.getAddressForHost(name, Type.A).isPresent()
                    || own.getAddressForHost(name, Type.AAAA).isPresent();
        } catch (IOException _) {
            return false;
        }
    }

    /// An address written out, IPv6 with or without brackets.
    static Optional<InetAddress> literal(String host) {
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    Addresses addresses(String machine, Deadline deadline) {
        if (machine.equalsIgnoreCase("localhost")) {
            return ownKnowledge(machine, "", deadline);
        }
        var told = byDns(machine, deadline);
        return told.all().isEmpty() ? ownKnowledge(machine, told.said(), deadline) : told;
    }

    private Addresses byDns(String machine, Deadline deadline) {
        try {
            var name = Name.fromString(machine, Name.root);
            var four = dns.ask(name, Type.A, deadline);
            var six = dns.ask(name, Type.AAAA, deadline);
            var all = new ArrayList<InetAddress>();
            four.of(ARecord.class).forEach(entry -> all.add(entry.getAddress()));
            six.of(AAAARecord.class).forEach(entry -> all.add(entry.getAddress()));
            var ttl = Stream.of(four, six)
                    .filter(one -> !one.told() || !one.all().isEmpty())
                    .map(Records::ttl)
                    .min(Comparator.naturalOrder())
                    .orElse(four.ttl());
            return new Addresses(all, ttl, four.said());
        } catch (TextParseException _) {
            return new Addresses(List.of(), OWN_KNOWLEDGE, "not a name");
        }
    }

    /// What the operating system says, which reads `/etc/hosts`.
    ///
    /// @param said what DNS said before
    private static Addresses ownKnowledge(String machine, String said, Deadline deadline) {
        var asked = new CompletableFuture<List<InetAddress>>();
        Thread.startVirtualThread(() -> {
            try {
                asked.complete(List.of(InetAddress.getAllByName(machine)));
            } catch (UnknownHostException _) {
                asked.complete(List.of());
            }
        });
        try {
            var most = Math.max(deadline.remaining().toMillis(), 200);
            return new Addresses(asked.get(most, TimeUnit.MILLISECONDS), OWN_KNOWLEDGE, said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Addresses(List.of(), OWN_KNOWLEDGE, said);
        } catch (ExecutionException | TimeoutException e) {
            return new Addresses(List.of(), OWN_KNOWLEDGE, said);
        }
    }
}
