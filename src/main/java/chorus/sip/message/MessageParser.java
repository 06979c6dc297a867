package chorus.sip.message;

import java.util.Optional;

/// Reads messages from bytes: headers are framed here, and only those every message needs are parsed.
///
/// ```
/// INVITE sip:+12025550100@192.0.2.1 SIP/2.0 CRLF     start line
/// Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1 CRLF    headers, a line beginning with space or tab goes on
/// Content-Length: 3 CRLF
/// CRLF                                               an empty line
/// v=0                                                the body
/// ```
///
/// Whatever the bytes are, the answer is a value, and work and memory are bounded by [#MAX_MESSAGE].
public final class MessageParser {
    public static final int MAX_MESSAGE = 65_535;
    static final int MAX_HEADERS = 200;
    static final int MAX_LINE = 8_192;

    private MessageParser() {}

    /// Reads a datagram: a body longer than Content-Length says is cut, a shorter one is an error (§18.3).
    public static Parsed parse(byte[] bytes) {
        if (bytes.length > MAX_MESSAGE) {
            return new Parsed.Broken(513, "Message Too Large", Optional.empty());
        }
        var frame = Frame.of(bytes);
        var core = CoreHeaders.read(frame.headers());
        return frame.startLine().startsWith("SIP/") ? response(frame, core) : request(frame, core);
    }

    private static Parsed request(Frame frame, CoreHeaders core) {
        var line = frame.startLine();
        var first = line.indexOf(' ');
        var last = line.lastIndexOf(' ');
        var method = first < 1 ? "" : line.substring(0, first);
        var target = first < 0 || last <= first ? "" : line.substring(first + 1, last);
        var version = line.substring(last + 1);
        var uri = SipUri.parse(target);
        var problem = Checks.request(frame, core, method, uri, version);
        if (problem.isEmpty()) {
            return new Parsed.Sound(
                    new SipRequest(method, uri.orElseThrow(), frame.kept(), frame.body(), core.complete()));
        }
        var answerable = isRequest(line, method) ? Answerable.of(frame.headers()) : Optional.<Answerable>empty();
        return new Parsed.Broken(problem.get().status(), problem.get().phrase(), answerable);
    }

    /// However broken, it asks for something, and is no ACK, which nobody answers.
    private static boolean isRequest(String line, String method) {
        return Grammar.isToken(method) && !method.equals("ACK") && line.contains(" SIP/");
    }

    private static Parsed response(Frame frame, CoreHeaders core) {
        var line = frame.startLine();
        var status = line.length() >= 12 && line.startsWith("SIP/2.0 ") ? Grammar.number(line.substring(8, 11)) : -1;
        if (status < 100 || status > 699 || line.charAt(11) != ' ') {
            return broken("the status line is none");
        }
        var problem = Checks.common(frame, core);
        return problem.isPresent()
                ? broken(problem.get().phrase())
                : new Parsed.Sound(
                        new SipResponse((int) status, line.substring(12), frame.kept(), frame.body(), core.complete()));
    }

    private static Parsed broken(String problem) {
        return new Parsed.Broken(400, problem, Optional.empty());
    }
}
