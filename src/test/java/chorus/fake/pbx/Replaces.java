package chorus.fake.pbx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;
import java.util.regex.Pattern;

/// The call whose place is to be taken (RFC 3891), as a Refer-To names it.
record Replaces(String callId, String toTag, String fromTag) {
    private static final Pattern HEADER = Pattern.compile("[?&]Replaces=([^&>]*)");

    static Optional<Replaces> of(String referTo) {
        var header = HEADER.matcher(referTo);
        return header.find() ? Optional.of(read(URLDecoder.decode(header.group(1), UTF_8))) : Optional.empty();
    }

    private static Replaces read(String value) {
        return new Replaces(value.split(";", 2)[0], parameter(value, "to-tag"), parameter(value, "from-tag"));
    }

    private static String parameter(String value, String name) {
        var match = Pattern.compile(";" + name + "=([^;]*)").matcher(value);
        return match.find() ? match.group(1) : "";
    }
}
