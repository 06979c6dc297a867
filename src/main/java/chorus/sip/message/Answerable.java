package chorus.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A broken request of which so much could be read that its sender can be told.
///
/// @param headers as they came; whatever a response repeats is repeated as it is, and may be missing
/// @param via     the topmost, where it can be read
public record Answerable(Headers headers, Optional<Via> via) {
    private static final List<String> REPEATED = List.of("From", "To", "Call-ID", "CSeq");

    /// What is left of it; empty when not even a Via is there, so that nobody waits for an answer.
    static Optional<Answerable> of(Headers headers) {
        return headers.has("Via") ? Optional.of(new Answerable(headers, CoreHeaders.via(headers))) : Optional.empty();
    }

    /// Our refusal as it goes on the wire, without a state to remember (§8.2.6, §8.2.7).
    ///
    /// @param address where the request was really heard from
    public byte[] refusal(int status, String phrase, String tag, String address, int port) {
        var text = new StringBuilder(512);
        text.append("SIP/2.0 ").append(status).append(' ').append(phrase).append("\r\n");
        var told = via.map(known -> headers.withFirstVia(known.heardFrom(address, port)))
                .orElse(headers);
        told.fields("Via").forEach(field -> append(text, "Via", field));
        for (var name : REPEATED) {
            headers.first(name)
                    .map(value -> name.equals("To") ? tagged(value, tag) : value)
                    .ifPresent(value -> append(text, name, value));
        }
        return text.append("Content-Length: 0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    /// A To that cannot be read is given back as it is.
    private static String tagged(String to, String tag) {
        return NameAddr.parse(to).filter(known -> known.tag().isEmpty()).isPresent() ? to + ";tag=" + tag : to;
    }
}
