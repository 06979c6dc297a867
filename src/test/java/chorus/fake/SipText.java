package chorus.fake;

import java.net.InetAddress;
import java.net.InetSocketAddress;
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
