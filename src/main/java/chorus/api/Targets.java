package chorus.api;

import java.util.regex.Pattern;

/// The forms of whom a call may be placed or handed to.
final class Targets {
    static final String FORMS =
            "must be E.164, such as +14155550123, or an extension of 1 to 32 letters, digits and . _ * # -";

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z0-9._*#-]{1,32}");

    private Targets() {}

    static boolean isE164(String to) {
        return E164.matcher(to).matches();
    }

    static boolean isDialable(String to) {
        return isE164(to) || EXTENSION.matcher(to).matches();
    }
}
