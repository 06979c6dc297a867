package chorus.sip.message;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The names headers have, in one spelling each, whatever the case or the compact form (§7.3.3) they arrive in.
final class HeaderNames {
    private static final List<String> KNOWN = List.of(
            "Accept",
            "Alert-Info",
            "Allow",
            "Authorization",
            "CSeq",
            "Call-Info",
            "Contact",
            "Content-Disposition",
            "Content-Encoding",
            "Content-Length",
            "Content-Type",
            "Call-ID",
            "Date",
            "Diversion",
            "Event",
            "Expires",
            "From",
            "Max-Forwards",
            "Min-Expires",
            "Min-SE",
            "P-Asserted-Identity",
            "Proxy-Require",
            "Privacy",
            "RAck",
            "RSeq",
            "Reason",
            "Record-Route",
            "Refer-To",
            "Referred-By",
            "Remote-Party-ID",
            "Replaces",
            "Require",
            "Retry-After",
            "Route",
            "Server",
            "Session-Expires",
            "Subject",
            "Supported",
            "Timestamp",
            "To",
            "Unsupported",
            "User-Agent",
            "Via",
            "WWW-Authenticate",
            "Warning");

    private static final Map<String, String> COMPACT = Map.ofEntries(
            Map.entry("b", "Referred-By"),
            Map.entry("c", "Content-Type"),
            Map.entry("e", "Content-Encoding"),
            Map.entry("f", "From"),
            Map.entry("i", "Call-ID"),
            Map.entry("k", "Supported"),
            Map.entry("l", "Content-Length"),
            Map.entry("m", "Contact"),
            Map.entry("o", "Event"),
            Map.entry("r", "Refer-To"),
            Map.entry("s", "Subject"),
            Map.entry("t", "To"),
            Map.entry("u", "Allow-Events"),
            Map.entry("v", "Via"),
            Map.entry("x", "Session-Expires"));

    private static final Map<String, String> SPELLINGS = spellings();

    private HeaderNames() {}

    /// The usual spelling of a name, where it is known.
    static Optional<String> known(String name) {
        var exact = SPELLINGS.get(name);
        return Optional.ofNullable(exact != null ? exact : SPELLINGS.get(name.toLowerCase(Locale.ROOT)));
    }

    private static Map<String, String> spellings() {
        var all = new HashMap<>(COMPACT);
        for (var name : KNOWN) {
            all.put(name, name);
            all.put(name.toLowerCase(Locale.ROOT), name);
        }
        return Map.copyOf(all);
    }
}
