package chorus.fake.voximplant;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Forms as HTTP clients post them.
final class Forms {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
    private static final Pattern NAME = Pattern.compile("\\bname=\"([^\"]*)\"");

    private Forms() {}

    static Map<String, String> urlencoded(String body) {
        var fields = new HashMap<String, String>();
        for (var pair : body.split("&", -1)) {
            var parts = pair.split("=", 2);
            if (!parts[0].isEmpty()) {
                fields.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        return fields;
    }

    static Map<String, String> multipart(byte[] body, String type) {
        var fields = new HashMap<String, String>();
        var boundary = BOUNDARY.matcher(type);
        if (!boundary.find()) {
            return fields;
        }
        var text = new String(body, StandardCharsets.UTF_8);
        for (var part : text.split(Pattern.quote("--" + boundary.group(1)), -1)) {
            var end = part.indexOf("\r\n\r\n");
            var name = NAME.matcher(end < 0 ? "" : part.substring(0, end));
            if (name.find()) {
                fields.put(name.group(1), part.substring(end + 4, part.length() - 2));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
