package chorus.switchboard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Numbers that call for help. A machine must never dial them.
///
/// A table of the numbers that national numbering plans give to police, fire, ambulance and coast guard.
final class EmergencyNumbers {
    private static final Set<String> EVERYWHERE = Set.of("112", "911", "999");

    /// Australia's. Many a PBX has the extensions 1000, 6000 and 8000, so only these forms count elsewhere.
    private static final Set<String> ZEROS = Set.of("000", "0000", "9000", "00000", "99000");

    private static final Set<String> WHERE_UNKNOWN = Set.of("110", "119");

    /// What is dialled before a number outside a PBX or a country. A number of [#EVERYWHERE] counts behind any two
    /// digits; national ones, of which some have two digits themselves, would shut out half of a PBX that way.
    private static final List<String> OUTSIDE_LINES = List.of("", "0", "1", "6", "7", "8", "9", "00", "99");

    private static final int LONGEST_OUTSIDE_LINE = 2;

    private static final Map<String, Set<String>> BY_CODE = Map.ofEntries(
            Map.entry("1", Set.of("911", "933", "988")),
            Map.entry("7", Set.of("101", "102", "103", "104")),
            Map.entry("20", Set.of("122", "123", "180")),
            Map.entry("27", Set.of("10111", "10177")),
            Map.entry("30", Set.of("100", "108", "166", "199")),
            Map.entry("32", Set.of("100", "101")),
            Map.entry("33", Set.of("15", "17", "18", "114", "115", "119", "191", "196")),
            Map.entry("34", Set.of("061", "062", "080", "085", "088", "091", "092")),
            Map.entry("36", Set.of("104", "105", "107")),
            Map.entry("39", Set.of("113", "115", "118", "1530")),
            Map.entry("41", Set.of("117", "118", "143", "144", "147", "1414")),
            Map.entry("43", Set.of("122", "133", "140", "144")),
            Map.entry("47", Set.of("110", "113")),
            Map.entry("48", Set.of("997", "998")),
            Map.entry("49", Set.of("110")),
            Map.entry("51", Set.of("105", "106", "116")),
            Map.entry("54", Set.of("100", "101", "107")),
            Map.entry("55", Set.of("190", "192", "193")),
            Map.entry("56", Set.of("131", "132", "133")),
            Map.entry("57", Set.of("123")),
            Map.entry("60", Set.of("994")),
            Map.entry("61", Set.of("000", "106")),
            Map.entry("62", Set.of("110", "113", "118", "119")),
            Map.entry("64", Set.of("111")),
            Map.entry("65", Set.of("993", "995")),
            Map.entry("66", Set.of("191", "199", "1669")),
            Map.entry("81", Set.of("110", "118", "119")),
            Map.entry("82", Set.of("113", "119")),
            Map.entry("84", Set.of("113", "114", "115")),
            Map.entry("86", Set.of("110", "119", "120", "122")),
            Map.entry("90", Set.of("110", "155", "156")),
            Map.entry("91", Set.of("100", "101", "102", "108")),
            Map.entry("92", Set.of("15", "115", "1122")),
            Map.entry("94", Set.of("110", "118", "119")),
            Map.entry("212", Set.of("15", "19", "177")),
            Map.entry("234", Set.of("199", "767")),
            Map.entry("380", Set.of("101", "102", "103")),
            Map.entry("420", Set.of("150", "155", "156", "158")),
            Map.entry("421", Set.of("150", "155", "158")),
            Map.entry("886", Set.of("110", "119")),
            Map.entry("966", Set.of("997", "998")),
            Map.entry("971", Set.of("997", "998")),
            Map.entry("972", Set.of("100", "101", "102")));

    private EmergencyNumbers() {}

    /// Whether dialling `to` from a number with the calling code `own` may call for help, in whatever way it is
    /// written: bare, with separators, behind an outside line or a service code, behind `+`, or behind a `+` and a
    /// calling code.
    static boolean contain(String to, Optional<String> own) {
        if (!to.startsWith("+")) {
            return Readings.of(to).anyMatch(digits -> isBehindALine(digits, own));
        }
        var code = CountryCodes.code(to);
        return isOne(to.substring(1), own)
                || code.filter(there -> isOne(to.substring(1 + there.length()), code))
                        .isPresent();
    }

    private static boolean isBehindALine(String digits, Optional<String> own) {
        return EVERYWHERE.stream()
                        .anyMatch(number ->
                                digits.endsWith(number) && digits.length() <= number.length() + LONGEST_OUTSIDE_LINE)
                || ZEROS.contains(digits)
                || OUTSIDE_LINES.stream()
                        .filter(digits::startsWith)
                        .anyMatch(line -> national(own).contains(digits.substring(line.length())));
    }

    private static boolean isOne(String digits, Optional<String> code) {
        return EVERYWHERE.contains(digits)
                || ZEROS.contains(digits)
                || national(code).contains(digits);
    }

    private static Set<String> national(Optional<String> code) {
        return code.map(known -> BY_CODE.getOrDefault(known, Set.of())).orElse(WHERE_UNKNOWN);
    }
}
