package chorus.api;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// An operation as something to paste into a shell; the key comes from the shell's `KEY`,
/// not `CHORUS_…`, which the server would take for a setting.
final class CurlLine {
    private CurlLine() {}

    /// @param url may have places to fill in, as `{id}`; they become `ID`
    static String of(String method, String url, Optional<Object> body) {
        var line = new StringBuilder("curl ");
        if (!method.equals(body.isPresent() ? "POST" : "GET")) {
            line.append("-X ").append(method).append(' ');
        }
        line.append("-H \"Authorization: Bearer $KEY\" ")
                .append(url.replace("{", "").replace("}", "").replaceAll("/id\\b", "/ID"));
        body.ifPresent(value -> line.append(" \\\n  -H 'Content-Type: application/json' -d '")
                .append(new String(Json.pretty(value), StandardCharsets.UTF_8).replace("'", "'\\''"))
                .append("'"));
        return line.toString();
    }
}
