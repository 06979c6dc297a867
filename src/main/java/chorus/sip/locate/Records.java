package chorus.sip.locate;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Record;

/// The records of one type that a name has; none when it has none or nobody could tell.
///
/// @param ttl  how long this may be believed
/// @param said what the name servers answered, in a word or two
/// @param told false when they answered nothing or an error: then nobody knows what the name has
record Records(List<Record> all, Duration ttl, String said, boolean told) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /// How long the absence of records is believed.
    private static final Duration ABSENT = Duration.ofSeconds(30);

    /// How long a server that did not answer is left alone.
    static final Duration UNHEARD = Duration.ofSeconds(5);

    /// The name exists and has none of these, or does not exist.
    static final Records NONE = new Records(List.of(), ABSENT, "no such record", true);

    static final Records NO_NAME = new Records(List.of(), ABSENT, "NXDOMAIN", true);

    static final Records NOT_TOLD = new Records(List.of(), UNHEARD, "no answer", false);

    Records {
        all = List.copyOf(all);
    }

    /// The name servers answered with an error, such as `SERVFAIL`.
    static Records refused(String error) {
        return new Records(List.of(), UNHEARD, error, false);
    }

    /// @param aliases that led from the name to the records, which hold no longer than these
    static Records of(List<Record> found, List<CNAMERecord> aliases) {
        var seconds = Stream.concat(found.stream(), aliases.stream())
                .mapToLong(Record::getTTL)
                .min()
                .orElse(ABSENT.toSeconds());
        return new Records(found, Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds())), "found", true);
    }

    <T extends Record> List<T> of(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
