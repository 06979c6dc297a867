package chorus.fake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How a [SipPhone] reads messages: its own way, line by line.
final class SipText {
    private SipText() {}

    /// Yes to a request.
    static String reply(String request) {
        var reply = new StringBuilder("SIP/2.0 200 OK\r\n");
        for (var line : request.split("\r\n", -1)) {
            if (line.startsWith("Via:")
                    || line.startsWith("From:")
                    || line.startsWith("To:")
                    || line.startsWith("Call-ID:")
                    || line.startsWith("CSeq:")) {
                reply.append(line).append("\r\n");
            }
        }
        return reply.append("Content-Length: 0\r\n\r\n").toString();
    }

    /// The first line that begins with this header's name.
    static String line(String message, String name) {
        return message.lines()
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .orElse(name + ": ");
    }

    static String bodyOf(String message) {
        var end = message.indexOf("\r\n\r\n");
        return end < 0 ? "" : message.substring(end + 4);
    }

    static String cseqOf(String message) {
        return line(message, "CSeq").substring(5).strip();
    }

    static String callIdOf(String message) {
        return line(message, "Call-ID").substring(8).strip();
    }

    static String branchOf(String message) {
        var via = line(message, "Via");
        var from = via.indexOf("branch=") + 7;
        var end = via.indexOf(';', from);
        return via.substring(from, end < 0 ? via.length() : end);
    }

    /// The next message of a stream: the head, and as much as its Content-Length says.
    static String next(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var octet = in.read();
            if (octet < 0) {
                throw new EOFException("The stream ended in the middle of: " + head);
            }
            head.append((char) octet);
        }
        var length = Integer.parseInt(
                line(head.toString(), "Content-Length").substring(15).strip());
        return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    /// Where it wants its sound.
    static Optional<InetSocketAddress> mediaAddress(String message) {
        var sdp = bodyOf(message);
        var address = sdp.lines().filter(line -> line.startsWith("c=IN IP4 ")).findFirst();
        var media = sdp.lines().filter(line -> line.startsWith("m=audio ")).findFirst();
        return address.isEmpty() || media.isEmpty()
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(
                        InetAddress.ofLiteral(address.get().substring(9).strip()),
                        Integer.parseInt(media.get().split(" ", -1)[1])));
    }

    /// The payload type it likes best.
    static int firstFormat(String message) {
        return bodyOf(message)
                .lines()
                .filter(line -> line.startsWith("m=audio "))
                .map(line -> Integer.parseInt(line.split(" ", -1)[3]))
                .findFirst()
                .orElse(0);
    }
}
