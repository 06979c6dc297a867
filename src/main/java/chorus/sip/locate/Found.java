package chorus.sip.locate;

import chorus.sip.transport.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What one look for a host's servers has found so far.
final class Found {
    static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST = 32;
    private static final int MOST_SAID = 3;

    private final List<Target> targets = new ArrayList<>();
    private final Set<String> said = new LinkedHashSet<>();
    private Duration ttl = LONGEST;
    private boolean service;

    void holds(Duration time, boolean any) {
        if (any && time.compareTo(ttl) < 0) {
            ttl = time;
        }
    }

    /// The host is a service's name or may be one, so the machine of that name is another matter: its web server,
    /// perhaps (RFC 2782).
    void isAService() {
        service = true;
    }

    boolean mayBeAMachine() {
        return isNothing() && !service;
    }

    boolean isNothing() {
        return targets.isEmpty();
    }

    /// Keeps what was said about names that led nowhere.
    void hears(String name, String word) {
        if (!word.isEmpty() && said.size() < MOST_SAID) {
            said.add("DNS on " + name + ": " + word);
        }
    }

    void add(Target target) {
        if (targets.size() < MOST && !targets.contains(target)) {
            targets.add(target);
        }
    }

    Location location(String host) {
        return isNothing()
                ? new Location.NotFound("No address was found for " + host
                        + (said.isEmpty() ? "" : " (" + String.join(", ", said) + ")")
                        + "; check its name and this server's DNS.")
                : new Location.Located(targets, ttl);
    }
}
