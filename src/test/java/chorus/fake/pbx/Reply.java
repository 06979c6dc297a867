package chorus.fake.pbx;

import java.util.List;
import java.util.Locale;

/// Writes answers to requests (RFC 3261 §8.2.6).
final class Reply {
    private static final List<String> COPIED = List.of("via:", "from:", "call-id:", "cseq:", "record-route:");

    private Reply() {}

    static String to(Message request, int status, String phrase, List<String> more) {
        return to(request, status, phrase, "lab", more, "");
    }

    /// @param tag  our tag in To, when it has none yet
    /// @param body a session description, or nothing
    static String to(Message request, int status, String phrase, String tag, List<String> more, String body) {
        var reply = new StringBuilder("SIP/2.0 " + status + " " + phrase + "\r\n");
        for (var line : request.lines()) {
            if (COPIED.stream().anyMatch(line.toLowerCase(Locale.ROOT)::startsWith)) {
                reply.append(line).append("\r\n");
            }
        }
        var to = request.line("To");
        reply.append(to).append(to.contains("tag=") || status == 100 ? "" : ";tag=" + tag);
        reply.append("\r\nServer: Chorus lab PBX\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS, REFER, INFO, UPDATE\r\n");
        more.forEach(line -> reply.append(line).append("\r\n"));
        if (!body.isEmpty()) {
            reply.append("Content-Type: application/sdp\r\n");
        }
        return reply + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
