package chorus.sip.locate;

import chorus.sip.locate.Locator.Addresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// The addresses of machines: by DNS, and for names it does not have as this machine itself knows them.
final class Hosts {
    private static final Duration OWN_KNOWLEDGE = Duration.ofSeconds(60);

    private final Dns dns;

    Hosts(Dns dns) {
        this.dns = dns;
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
        return machine.equalsIgnoreCase("localhost")
                ? ownKnowledge(machine, deadline)
                : byDns(machine, deadline).orElseGet(() -> ownKnowledge(machine, deadline));
    }

    private Optional<Addresses> byDns(String machine, Deadline deadline) {
        try {
            var name = Name.fromString(machine, Name.root);
            var four = dns.ask(name, Type.A, deadline);
            var six = dns.ask(name, Type.AAAA, deadline);
            var all = new ArrayList<InetAddress>();
            four.of(ARecord.class).forEach(entry -> all.add(entry.getAddress()));
            six.of(AAAARecord.class).forEach(entry -> all.add(entry.getAddress()));
            var ttl = four.ttl();
            if (four.all().isEmpty() || (!six.all().isEmpty() && six.ttl().compareTo(ttl) < 0)) {
                ttl = six.ttl();
            }
            return all.isEmpty() ? Optional.empty() : Optional.of(new Addresses(all, ttl));
        } catch (TextParseException _) {
            return Optional.empty();
        }
    }

    /// What the operating system says, which reads `/etc/hosts`.
    private static Addresses ownKnowledge(String machine, Deadline deadline) {
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
            return new Addresses(asked.get(most, TimeUnit.MILLISECONDS), OWN_KNOWLEDGE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Addresses(List.of(), OWN_KNOWLEDGE);
        } catch (ExecutionException | TimeoutException e) {
            return new Addresses(List.of(), OWN_KNOWLEDGE);
        }
    }
}
