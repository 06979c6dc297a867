package chorus.sip.locate;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Record;

/// The records of one type that a name has; none when it has none or nobody could tell.
///
/// @param told whether the name servers knew, so that no records means that there are none
/// @param ttl  how long this may be believed
/// @param said what the name servers answered, in a word or two
record Records(List<Record> all, boolean told, Duration ttl, String said) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /// How long the absence of records is believed.
    private static final Duration ABSENT = Duration.ofSeconds(30);

    /// How long a server that did not answer is left alone.
    private static final Duration UNHEARD = Duration.ofSeconds(5);

    /// The name exists and has none of these, or does not exist.
    static final Records NONE = new Records(List.of(), true, ABSENT, "no such record");

    static final Records NO_NAME = new Records(List.of(), true, ABSENT, "NXDOMAIN");

    static final Records NOT_TOLD = new Records(List.of(), false, UNHEARD, "no answer");

    Records {
        all = List.copyOf(all);
    }

    /// The name servers answered with an error, such as `SERVFAIL`.
    static Records refused(String error) {
        return new Records(List.of(), false, UNHEARD, error);
    }

    /// @param aliases that led to what was found; their lifetimes count too
    static Records of(List<Record> found, List<CNAMERecord> aliases) {
        var seconds = Stream.concat(found.stream(), aliases.stream())
                .mapToLong(Record::getTTL)
                .min()
                .orElse(ABSENT.toSeconds());
        return new Records(found, true, Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds())), "found");
    }

    /// The same, for as long as the name servers are not to be asked again.
    Records stale() {
        return new Records(all, told, UNHEARD, said);
    }

    <T extends Record> List<T> of(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
