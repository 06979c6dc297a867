package chorus.switchboard;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Keys pressed at a PBX, as the PBX may read them.
///
/// PBXs throw separators and a closing `#` away, take service codes such as `*67` for themselves, and reach the world
/// outside by a digit or two: `9-1-1`, `911#`, `*67911` and `0911` may all be the number 911.
final class PressedKeys {
    private static final Pattern SEPARATORS = Pattern.compile("[._-]");
    private static final Pattern CLOSING = Pattern.compile("[*#]+$");

    /// With a code of two digits, of three, or none.
    private static final Pattern[] SERVICE_CODES = {
        Pattern.compile("^[*#]+"), Pattern.compile("^[*#]+\\d{2}[*#]?"), Pattern.compile("^[*#]+\\d{3}[*#]?")
    };

    private static final String[] OUTSIDE_LINES = {"", "0", "8", "9", "00", "99"};

    private PressedKeys() {}

    /// The keys without separators and without what closes them.
    static String plain(String keys) {
        return CLOSING.matcher(SEPARATORS.matcher(keys).replaceAll("")).replaceAll("");
    }

    /// Every number that these keys may call.
    static Stream<String> readings(String keys) {
        var plain = plain(keys);
        return Stream.concat(
                        Stream.of(plain),
                        Stream.of(SERVICE_CODES).map(code -> code.matcher(plain).replaceFirst("")))
                .flatMap(PressedKeys::withoutOutsideLine);
    }

    private static Stream<String> withoutOutsideLine(String number) {
        return Stream.of(OUTSIDE_LINES).filter(number::startsWith).map(line -> number.substring(line.length()));
    }
}
