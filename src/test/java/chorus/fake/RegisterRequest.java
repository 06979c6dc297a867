package chorus.fake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// A REGISTER as a [SipRegistrar] got it, read line by line.
public record RegisterRequest(String text) {
    /// The values of all headers with this name.
    public List<String> all(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    /// The value of the first; empty when there is none.
    public String header(String name) {
        return all(name).stream().findFirst().orElse("");
    }

    /// The address of our only Contact that is to last, such as `sip:line-1@127.0.0.1:5060`.
    public String contact() {
        return all("Contact").stream()
                .filter(contact -> !contact.endsWith(";expires=0"))
                .map(contact -> contact.substring(1, contact.indexOf('>')))
                .findFirst()
                .orElse("");
    }

    public int expires() {
        return Integer.parseInt(header("Expires"));
    }

    public boolean isAuthorized() {
        return !header("Authorization").isEmpty();
    }

    /// Whether it answers a challenge with this nonce rightly (RFC 7616 §3.4.1).
    boolean proves(String user, String realm, String nonce, String password, String algorithm) {
        var one = hash(algorithm, user + ":" + realm + ":" + password);
        var two = hash(algorithm, "REGISTER:" + part("uri"));
        var middle = part("qop").isEmpty() ? nonce : nonce + ":" + part("nc") + ":" + part("cnonce") + ":auth";
        return part("nonce").equals(nonce)
                && part("username").equals(user)
                && part("response").equals(hash(algorithm, one + ":" + middle + ":" + two));
    }

    /// A part of its Authorization.
    public String part(String name) {
        var found = Pattern.compile("\\b" + name + "=\"?([^\",]*)\"?").matcher(header("Authorization"));
        return found.find() ? found.group(1) : "";
    }

    /// An answer with the headers that each must repeat, and these lines more.
    public String answer(String status, String... more) {
        var answer = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (var name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            answer.append(name).append(": ").append(header(name));
            answer.append(name.equals("To") ? ";tag=r\r\n" : "\r\n");
        }
        Arrays.stream(more).forEach(line -> answer.append(line).append("\r\n"));
        return answer.append("Content-Length: 0\r\n\r\n").toString();
    }

    private static String hash(String algorithm, String text) {
        try {
            var bytes = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
