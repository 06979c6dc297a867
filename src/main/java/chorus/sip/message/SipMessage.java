package chorus.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A request or a response: headers and a body, with the headers that every message has at hand.
public abstract sealed class SipMessage permits SipRequest, SipResponse {
    private final Headers headers;
    private final String body;
    private final Core core;

    SipMessage(Headers headers, String body, Core core) {
        this.headers = headers;
        this.body = body;
        this.core = core;
    }

    /// The values without which a message is none (§8.1.1), read once.
    record Core(Via via, NameAddr from, NameAddr to, String callId, CSeq cseq) {}

    public Headers headers() {
        return headers;
    }

    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /// The body as text, each byte one character; empty when there is none.
    public String body() {
        return body;
    }

    /// The topmost Via.
    public Via via() {
        return core.via();
    }

    public NameAddr from() {
        return core.from();
    }

    public NameAddr to() {
        return core.to();
    }

    public String callId() {
        return core.callId();
    }

    public CSeq cseq() {
        return core.cseq();
    }

    /// The media type of the body in lower case and without parameters, such as `application/sdp`.
    public Optional<String> contentType() {
        return header("Content-Type").map(SipMessage::mediaType);
    }

    /// The first line.
    public abstract String startLine();

    /// The message as it goes on the wire.
    public byte[] toBytes() {
        var text = new StringBuilder(1_024);
        text.append(startLine()).append("\r\n");
        for (var header : headers.all()) {
            if (!header.name().equals("Content-Length")) {
                text.append(header.name()).append(": ").append(header.value()).append("\r\n");
            }
        }
        text.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
        var head = text.toString().getBytes(StandardCharsets.UTF_8);
        if (body.isEmpty()) {
            return head;
        }
        var bytes = java.util.Arrays.copyOf(head, head.length + body.length());
        var tail = body.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(tail, 0, bytes, head.length, tail.length);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SipMessage that
                && startLine().equals(that.startLine())
                && headers.equals(that.headers)
                && body.equals(that.body);
    }

    @Override
    public int hashCode() {
        return startLine().hashCode() * 31 + headers.hashCode();
    }

    @Override
    public String toString() {
        return startLine() + " (" + callId() + ")";
    }

    private static String mediaType(String value) {
        var semicolon = value.indexOf(';');
        return (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(java.util.Locale.ROOT);
    }
}
