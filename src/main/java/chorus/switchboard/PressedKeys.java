package chorus.switchboard;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Keys pressed at a PBX, as the PBX may read them.
///
/// PBXs throw separators and a closing `#` away, take service codes such as `*67` for themselves, and reach the world
/// outside by a digit or two: `9-1-1`, `911#`, `9*11`, `*67911` and `0911` may all be the number 911.
final class PressedKeys {
    private static final Pattern SEPARATORS = Pattern.compile("[._-]");
    private static final Pattern INNER = Pattern.compile("[*#]");
    private static final Pattern CLOSING = Pattern.compile("[*#]+$");

    /// With a code of two digits, of three, or none.
    private static final Pattern[] SERVICE_CODES = {
        Pattern.compile("^[*#]+"), Pattern.compile("^[*#]+\\d{2}[*#]?"), Pattern.compile("^[*#]+\\d{3}[*#]?")
    };

    /// What outside lines are made of; 1 to 5 begin extensions in most PBXs.
    private static final String OUTSIDE = "06789";

    private static final int LONGEST_OUTSIDE_LINE = 2;

    private PressedKeys() {}

    /// The keys without separators and without what closes them.
    static String plain(String keys) {
        return CLOSING.matcher(SEPARATORS.matcher(keys).replaceAll("")).replaceAll("");
    }

    /// Every number that these keys may call.
    static Stream<String> readings(String keys) {
        var plain = plain(keys);
        return Stream.concat(
                        Stream.of(plain, INNER.matcher(plain).replaceAll("")),
                        Stream.of(SERVICE_CODES).map(code -> code.matcher(plain).replaceFirst("")))
                .flatMap(PressedKeys::withoutOutsideLine);
    }

    private static Stream<String> withoutOutsideLine(String number) {
        return IntStream.rangeClosed(0, Math.min(LONGEST_OUTSIDE_LINE, number.length()))
                .filter(length -> isOutsideLine(number.substring(0, length), number.length() - length))
                .mapToObj(number::substring);
    }

    /// In front of a number of two digits, two different ones are no line: 6015 is not 15 behind 60.
    private static boolean isOutsideLine(String line, int rest) {
        return line.chars().allMatch(digit -> OUTSIDE.indexOf(digit) >= 0)
                && (line.length() < LONGEST_OUTSIDE_LINE || rest > 2 || line.charAt(0) == line.charAt(1));
    }
}
