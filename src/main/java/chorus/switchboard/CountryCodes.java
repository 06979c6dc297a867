package chorus.switchboard;

import java.util.Optional;
import java.util.Set;

/// The country calling codes of ITU-T E.164, and the country of a number.
///
/// Countries that share a code are one, but for the islands of the North American plan, which cost what countries
/// abroad cost, and Kazakhstan.
final class CountryCodes {
    private static final String NORTH_AMERICA = "1";
    private static final int AREA_CODE = 4;

    /// Codes of one and two digits; every other code has three.
    private static final Set<String> SHORT = Set.of(
            "1", "7", "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47",
            "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
            "82", "84", "86", "90", "91", "92", "93", "94", "95", "98");

    /// Zones in which codes of three digits are in use.
    private static final Set<String> ZONES_OF_THREE = Set.of(
            "21", "22", "23", "24", "25", "26", "29", "35", "37", "38", "42", "50", "59", "67", "68", "69", "80", "85",
            "87", "88", "96", "97", "99");

    /// Area codes of +1 outside the United States with their territories and Canada (NANPA's list of countries).
    private static final Set<String> ISLANDS = Set.of(
            "1242", "1246", "1264", "1268", "1284", "1345", "1441", "1473", "1649", "1658", "1664", "1721", "1758",
            "1767", "1784", "1809", "1829", "1849", "1868", "1869", "1876");

    private static final Set<String> KAZAKHSTAN = Set.of("76", "77");

    private CountryCodes() {}

    /// What stands for the country of an E.164 number: its calling code, and more digits where countries share one.
    /// Empty for what is no E.164 number or has a code that nobody has.
    static Optional<String> country(String number) {
        return code(number).map(code -> {
            var digits = number.substring(1);
            if (code.equals(NORTH_AMERICA) && digits.length() >= AREA_CODE) {
                var area = digits.substring(0, AREA_CODE);
                return ISLANDS.contains(area) ? area : code;
            }
            return KAZAKHSTAN.stream().anyMatch(digits::startsWith) ? "77" : code;
        });
    }

    /// The country calling code of a number that begins with `+`.
    static Optional<String> code(String number) {
        if (!number.startsWith("+")) {
            return Optional.empty();
        }
        for (var length = 1; length <= 2 && length < number.length(); length++) {
            var code = number.substring(1, 1 + length);
            if (SHORT.contains(code)) {
                return Optional.of(code);
            }
        }
        return number.length() > AREA_CODE && ZONES_OF_THREE.contains(number.substring(1, 3))
                ? Optional.of(number.substring(1, AREA_CODE))
                : Optional.empty();
    }
}
