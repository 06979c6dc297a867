package chorus.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Counts wrong keys by where they come from, so that keys cannot be guessed by trying. Safe to use from any thread.
///
/// The table is bounded: the source that was quiet for longest is forgotten first.
final class WrongKeys {
    private static final int MOST_A_MINUTE = 20;
    private static final int MOST_SOURCES = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int PREFIX_V6 = 8;

    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MOST_SOURCES;
        }
    };

    private record Count(Instant since, int times) {}

    /// Counts one more; when there were too many, tells how long to wait.
    synchronized Optional<Duration> count(String source, Instant now) {
        var before = counts.get(source);
        var current = before == null || !now.isBefore(before.since().plus(WINDOW))
                ? new Count(now, 1)
                : new Count(before.since(), Math.min(before.times() + 1, MOST_A_MINUTE + 1));
        counts.put(source, current);
        return current.times() > MOST_A_MINUTE
                ? Optional.of(Duration.between(now, current.since().plus(WINDOW)))
                : Optional.empty();
    }

    /// An address as one source: IPv6 by its /64, for one customer has all of it.
    static String source(String address) {
        var bare = address.contains("%") ? address.substring(0, address.indexOf('%')) : address;
        try {
            var bytes = InetAddress.ofLiteral(bare) instanceof Inet6Address six ? six.getAddress() : new byte[0];
            return bytes.length == 0 ? bare : java.util.HexFormat.of().formatHex(bytes, 0, PREFIX_V6);
        } catch (IllegalArgumentException e) {
            return bare;
        }
    }
}
