package chorus.switchboard;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The digits that a PBX or a network may take an extension for: all of it that are digits, each part between stars
/// and hashes, and each such part without a service code (`*67`, `#31#`) before it.
///
/// So `9-1-1`, `911#` and `*67911` all read as 911 among others.
final class Readings {
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    private static final Pattern SEPARATOR = Pattern.compile("[^0-9*#]");
    private static final Pattern KEY = Pattern.compile("[*#]+");

    /// What follows a service code, which has two digits or three.
    private static final List<Pattern> AFTER_A_CODE =
            List.of(Pattern.compile("[*#][0-9]{2}([0-9]+)"), Pattern.compile("[*#][0-9]{3}([0-9]+)"));

    private Readings() {}

    static Stream<String> of(String extension) {
        var keys = SEPARATOR.matcher(extension).replaceAll("");
        return Stream.of(
                        Stream.of(NO_DIGIT.matcher(extension).replaceAll("")),
                        KEY.splitAsStream(keys),
                        AFTER_A_CODE.stream().flatMap(code -> afterCode(keys, code)))
                .flatMap(readings -> readings);
    }

    private static Stream<String> afterCode(String keys, Pattern code) {
        return code.matcher(keys).results().map(found -> found.group(1));
    }
}
