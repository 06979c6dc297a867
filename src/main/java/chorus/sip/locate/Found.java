package chorus.sip.locate;

import chorus.sip.locate.Locator.Addresses;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;

/// What has been found of one host so far.
final class Found {
    private static final int MOST = 32;
    private static final int MOST_SAID = 3;
    private static final Duration LONGEST = Duration.ofDays(1);

    private final List<Target> targets = new ArrayList<>();
    private final Set<String> said = new LinkedHashSet<>();
    private final Set<Transport> declined = new LinkedHashSet<>();
    private Duration ttl = LONGEST;
    private boolean served;
    private boolean untold;

    void holds(Duration time, boolean any) {
        if (any && time.compareTo(ttl) < 0) {
            ttl = time;
        }
    }

    /// Keeps what the SRV records of a service say; the root as the only target says that there is no such service
    /// (RFC 2782).
    void serves(String service, Transport transport, Records records) {
        holds(records.ttl(), !records.all().isEmpty() || !records.told());
        var servers = records.of(SRVRecord.class);
        served |= !servers.isEmpty();
        if (!servers.isEmpty()
                && servers.stream().allMatch(server -> server.getTarget().equals(Name.root))) {
            declined.add(transport);
        }
        if (!records.told()) {
            untold = true;
            says(service, records.said());
        }
    }

    /// Keeps what was said about machines without an address.
    void hears(String machine, Addresses addresses) {
        if (addresses.all().isEmpty() && !addresses.said().isEmpty()) {
            says(machine, addresses.said());
        }
    }

    void add(Target target) {
        if (targets.size() < MOST && !targets.contains(target)) {
            targets.add(target);
        }
    }

    boolean hasTargets() {
        return !targets.isEmpty();
    }

    /// The name servers told that there are no SRV records: the host may be a machine (RFC 3263 §4.2).
    boolean mayBeAMachine() {
        return targets.isEmpty() && !served && !untold;
    }

    /// The name servers could not tell whether there are SRV records.
    boolean servicesUnknown() {
        return targets.isEmpty() && !served && untold;
    }

    Location location(String host) {
        if (!targets.isEmpty()) {
            return new Location.Located(targets, ttl);
        }
        if (!declined.isEmpty() && said.isEmpty()) {
            return new Location.NotFound("The SRV records of " + host + " say that it takes no SIP over "
                    + String.join(" or ", declined.stream().map(Transport::name).toList())
                    + "; choose another transport.");
        }
        return new Location.NotFound(
                "No address was found for " + host + (said.isEmpty() ? "" : " (" + String.join(", ", said) + ")")
                        + "; check its name and this server's DNS.");
    }

    private void says(String name, String words) {
        if (said.size() < MOST_SAID) {
            said.add("DNS on " + name + ": " + words);
        }
    }
}
