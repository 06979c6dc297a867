package chorus.switchboard;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Numbers that call for help. A machine must never dial them.
///
/// A table of the numbers that national numbering plans give to police, fire, ambulance and coast guard.
final class EmergencyNumbers {
    private static final Set<String> EVERYWHERE = Set.of("112", "911", "999");

    /// Not looked for behind an outside line but in its own country: 1000 and 9000 are extensions of many a PBX.
    private static final String TRIPLE_ZERO = "000";

    /// 911 behind the prefix for long distance of the North American plan.
    private static final String LONG_DISTANCE_911 = "1911";

    private static final Set<String> WHERE_UNKNOWN = Set.of("110", "119", LONG_DISTANCE_911);

    private static final Map<String, Set<String>> BY_CODE = Map.ofEntries(
            Map.entry("1", Set.of("911", "933", "988", LONG_DISTANCE_911)),
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
            Map.entry("61", Set.of(TRIPLE_ZERO, "106")),
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
    /// written: as keys for a PBX, behind `+`, or behind a `+` and a calling code.
    static boolean contain(String to, Optional<String> own) {
        if (!to.startsWith("+")) {
            return PressedKeys.plain(to).equals(TRIPLE_ZERO)
                    || PressedKeys.readings(to).anyMatch(number -> isOne(number, own));
        }
        var code = CountryCodes.code(to);
        return isOne(to.substring(1), own)
                || code.filter(there -> isOne(to.substring(1 + there.length()), code))
                        .isPresent();
    }

    private static boolean isOne(String digits, Optional<String> code) {
        return Stream.concat(
                        EVERYWHERE.stream(),
                        code.map(known -> BY_CODE.getOrDefault(known, Set.of())).orElse(WHERE_UNKNOWN).stream())
                .anyMatch(digits::equals);
    }
}
