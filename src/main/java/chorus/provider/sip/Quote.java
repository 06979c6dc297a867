package chorus.provider.sip;

import chorus.sip.dialog.Ended;
import chorus.sip.message.SipMessage;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The lines of a far side's messages that decided something, as a call's record quotes them: bounded, and with nothing
/// in them that could not be printed.
final class Quote {
    /// The headers in which networks say why.
    private static final List<String> REASONS = List.of("Reason", "Warning", "Unsupported", "Retry-After");

    private static final int LONGEST = 160;
    private static final int LONGEST_SENTENCE = 400;

    private Quote() {}

    /// Of an answer: its first line, the headers that its status is about, and those made for saying why.
    static String deciding(SipResponse response) {
        return joined(Stream.concat(
                Stream.of(clean(response.startLine())),
                Stream.concat(about(response.status()), REASONS.stream()).flatMap(name -> header(response, name))));
    }

    private static Stream<String> about(int status) {
        return switch (status) {
            case 200 -> Stream.of("Contact", "Expires");
            case 401 -> Stream.of("WWW-Authenticate");
            case 407 -> Stream.of("Proxy-Authenticate");
            case 415 -> Stream.of("Accept", "Accept-Encoding");
            case 421 -> Stream.of("Require");
            case 422 -> Stream.of("Min-SE");
            case 423 -> Stream.of("Min-Expires");
            default -> status >= 300 && status < 400 ? Stream.of("Contact") : Stream.of();
        };
    }

    /// Of a request that was refused: the header that the status is about, or what is wrong with it.
    static String deciding(SipRequest request, int status, String phrase) {
        var about = switch (status) {
            case 420 -> List.of("Require");
            case 406 -> List.of("Accept");
            case 415 -> List.of("Content-Encoding", "Content-Type");
            default -> List.<String>of();
        };
        return joined(Stream.concat(
                about.isEmpty()
                        ? Stream.of(clean(request.startLine()))
                        : about.stream().flatMap(name -> header(request, name)),
                Stream.of("answered " + clean(status + " " + phrase))));
    }

    /// What was said at the end of a dialog, or what was not.
    static String lastWords(Ended ended) {
        var detail = sentence(ended.detail());
        return switch (ended.cause()) {
            case REMOTE_BYE -> detail.isEmpty() ? "" : "BYE | Reason: " + detail;
            case CANCELED -> "CANCEL";
            case LOCAL_BYE, UNCONFIRMED, LOST, EXPIRED, CLOSED -> detail;
        };
    }

    /// One header as it came; nothing when there is none.
    static Stream<String> header(SipMessage message, String name) {
        return message.headers().fields(name).stream().limit(3).map(value -> clean(name + ": " + value));
    }

    /// A line as it came, but bounded and printable.
    static String clean(String line) {
        return clean(line, LONGEST);
    }

    /// A sentence with a line in it.
    static String sentence(String sentence) {
        return clean(sentence, LONGEST_SENTENCE);
    }

    private static String clean(String line, int longest) {
        var bounded = line.length() <= longest ? line : line.substring(0, longest) + "…";
        return bounded.codePoints()
                .mapToObj(each -> isPrintable(each) ? Character.toString(each) : "?")
                .collect(Collectors.joining());
    }

    private static String joined(Stream<String> lines) {
        return lines.collect(Collectors.joining(" | "));
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
