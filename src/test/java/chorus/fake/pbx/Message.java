package chorus.fake.pbx;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A SIP message as the PBX reads it: a start line, header lines, a body.
record Message(String start, List<String> lines, String body) {
    private static final Pattern USER = Pattern.compile("sips?:([^@;>]*)@");
    private static final Pattern URI = Pattern.compile("<([^>]*)>");

    static Message read(String text) {
        var end = text.indexOf("\r\n\r\n");
        var head = (end < 0 ? text : text.substring(0, end)).split("\r\n", -1);
        var body = end < 0 ? "" : text.substring(end + 4);
        return new Message(head[0], List.of(head).subList(1, head.length), body);
    }

    boolean isResponse() {
        return start.startsWith("SIP/2.0 ");
    }

    String method() {
        return start.split(" ", 2)[0];
    }

    int status() {
        return isResponse() && start.length() >= 11 ? Integer.parseInt(start.substring(8, 11)) : 0;
    }

    /// The whole header line, or an empty one.
    String line(String name) {
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .findFirst()
                .orElse(name + ": ");
    }

    List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .toList();
    }

    String value(String name) {
        return line(name).substring(name.length() + 1).strip();
    }

    String callId() {
        return value("Call-ID");
    }

    String requestUri() {
        var words = start.split(" ", -1);
        return words.length > 1 ? words[1] : "";
    }

    /// The user part of the Request-URI.
    String dialled() {
        return user(requestUri());
    }

    static String user(String uri) {
        var match = USER.matcher(uri);
        return match.find() ? match.group(1).replace("%2A", "*").replace("%23", "#") : "";
    }

    /// The URI between the angle brackets of Contact.
    String contact() {
        var match = URI.matcher(value("Contact"));
        return match.find() ? match.group(1) : value("Contact");
    }

    /// Where it wants its sound.
    Optional<InetSocketAddress> media() {
        var address = sdp("c=IN IP4 ");
        var audio = sdp("m=audio ");
        return address.isEmpty() || audio.isEmpty()
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(
                        InetAddress.ofLiteral(address.get()),
                        Integer.parseInt(audio.get().split(" ", -1)[0])));
    }

    /// Whether PCMU is among the formats of its sound.
    boolean speaksPcmu() {
        return sdp("m=audio ").stream()
                .flatMap(audio -> List.of(audio.split(" ", -1)).stream().skip(2))
                .anyMatch("0"::equals);
    }

    /// The direction attribute that answers its own.
    String answeringDirection() {
        if (body.contains("a=sendonly")) {
            return "recvonly";
        }
        return body.contains("a=inactive") ? "inactive" : "sendrecv";
    }

    private Optional<String> sdp(String prefix) {
        return body.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst();
    }
}
