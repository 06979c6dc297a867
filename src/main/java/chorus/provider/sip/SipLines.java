package chorus.provider.sip;

import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk.SipAllowlist;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The attached lines, found by where a request came from and what it dialled.
///
/// Kept in memory because a stranger's packet must cost nothing: single addresses are looked up, ranges are walked.
/// Read from the SIP loop, written by whoever attaches; a reader sees the lines as of some moment.
final class SipLines {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final Map<UUID, PhoneNumber> all = new ConcurrentHashMap<>();
    private final OwnAddresses own = new OwnAddresses();
    private final RegisteredLines registered = new RegisteredLines();
    private volatile Index index = new Index(Map.of(), List.of());

    void attach(PhoneNumber number) {
        attachAll(List.of(number));
    }

    synchronized void attachAll(List<PhoneNumber> numbers) {
        own.refresh();
        numbers.forEach(number -> all.put(number.id(), number));
        index = Index.of(all.values());
    }

    synchronized void detach(UUID numberId) {
        all.remove(numberId);
        index = Index.of(all.values());
    }

    boolean isAttached(UUID numberId) {
        return all.containsKey(numberId);
    }

    /// Those that hang on registrations.
    RegisteredLines registered() {
        return registered;
    }

    /// Somebody's line lists this source, or is registered there.
    boolean admits(InetAddress source) {
        return registered.admits(source) || !listing(source).isEmpty();
    }

    /// Some line lists both addresses, or is registered at servers that have them.
    boolean areOnePeer(InetAddress one, InetAddress other) {
        var lines = listing(other);
        return registered.areOnePeer(one, other) || listing(one).stream().anyMatch(lines::contains);
    }

    /// As below; where a line is registered at the source, other headers than the Request-URI may say who is meant.
    Match find(InetAddress source, Called called) {
        var listed = find(source, called.request());
        if (listed instanceof Match.Line) {
            return listed;
        }
        var chosen = registered.choose(source, called);
        if (chosen.isPresent()) {
            return new Match.RegisteredLine(chosen.get().number(), chosen.get().by());
        }
        var there = registered.at(source);
        if (there.isEmpty()) {
            return listed;
        }
        var lines = new ArrayList<>(listing(source));
        lines.addAll(there);
        return unknown(lines);
    }

    Match find(InetAddress source, String dialled) {
        var lines = listing(source);
        if (lines.isEmpty()) {
            return new Match.Stranger();
        }
        for (var form : DialledNumber.forms(dialled)) {
            for (var line : lines) {
                if (line.number().equals(form)) {
                    return new Match.Line(line);
                }
            }
        }
        return unknown(lines);
    }

    private static Match unknown(List<PhoneNumber> lines) {
        var owners = lines.stream().map(PhoneNumber::organizationId).distinct().count();
        return owners == 1 ? new Match.UnknownNumber(lines.getFirst()) : new Match.UnknownAmongMany(owners);
    }

    /// The lines that list this source; those of loopback for an address of this very machine that has none.
    private List<PhoneNumber> listing(InetAddress source) {
        var lines = index.at(source);
        return lines.isEmpty() && own.include(source) ? index.at(LOOPBACK) : lines;
    }

    sealed interface Match {
        /// The source may call this number.
        record Line(PhoneNumber number) implements Match {}

        /// The source is where this number is registered; `by` is what named it.
        record RegisteredLine(PhoneNumber number, String by) implements Match {}

        /// The source is known, the number is not; `line` belongs to the source's owner.
        record UnknownNumber(PhoneNumber line) implements Match {}

        /// As above, but several organizations list the source, so it cannot be told whose call it was.
        record UnknownAmongMany(long owners) implements Match {}

        /// No line lists the source.
        record Stranger() implements Match {}
    }

    /// The lines by single address, and those by range.
    private record Index(Map<InetAddress, List<PhoneNumber>> single, List<PhoneNumber> ranges) {
        static Index of(Iterable<PhoneNumber> numbers) {
            var sorted = new ArrayList<PhoneNumber>();
            numbers.forEach(sorted::add);
            sorted.sort(Comparator.comparing(PhoneNumber::createdAt).thenComparing(PhoneNumber::id));
            var single = new java.util.HashMap<InetAddress, List<PhoneNumber>>();
            var ranges = new ArrayList<PhoneNumber>();
            for (var number : sorted) {
                if (number.trunk() instanceof SipAllowlist trunk) {
                    var home = trunk.source().isSingle()
                            ? single.computeIfAbsent(trunk.source().first(), _ -> new ArrayList<>())
                            : ranges;
                    home.add(number);
                }
            }
            return new Index(single, ranges);
        }

        List<PhoneNumber> at(InetAddress source) {
            var exact = single.getOrDefault(source, List.of());
            if (ranges.isEmpty()) {
                return exact;
            }
            var both = new ArrayList<>(exact);
            for (var number : ranges) {
                if (number.trunk() instanceof SipAllowlist trunk
                        && trunk.source().contains(source)) {
                    both.add(number);
                }
            }
            return both;
        }
    }
}
