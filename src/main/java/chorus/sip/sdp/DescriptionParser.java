package chorus.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the lines we understand, skips the others, and bounds all of it.
final class DescriptionParser {
    private static final int MAX_TEXT = 32_768;
    private static final int MAX_LINES = 500;
    private static final int MAX_MEDIA = 32;

    private @Nullable Origin origin;
    private Optional<String> connection = Optional.empty();
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<Media> media = new ArrayList<>();
    private String problem = "";

    private DescriptionParser() {}

    static SessionDescription.Parsed parse(String text) {
        return new DescriptionParser().read(text);
    }

    private SessionDescription.Parsed read(String text) {
        var lines = text.length() > MAX_TEXT
                ? List.<String>of()
                : text.lines().limit(MAX_LINES + 1L).toList();
        if (lines.isEmpty()
                || lines.size() > MAX_LINES
                || !lines.getFirst().strip().equals("v=0")) {
            return new SessionDescription.Parsed.Broken("it does not begin with v=0, or is too long");
        }
        for (var line : lines) {
            if (problem.isEmpty() && !line.isBlank()) {
                readLine(line.stripTrailing());
            }
        }
        if (origin == null || !problem.isEmpty()) {
            return new SessionDescription.Parsed.Broken(problem.isEmpty() ? "it has no o= line" : problem);
        }
        return new SessionDescription.Parsed.Sound(new SessionDescription(origin, connection, attributes, media));
    }

    private void readLine(String line) {
        if (line.length() < 2 || line.charAt(1) != '=' || !Lines.isText(line)) {
            problem = "a line is not of the form x=…: " + line;
            return;
        }
        var value = line.substring(2);
        switch (line.charAt(0)) {
            case 'o' -> readOrigin(value.split(" ", -1));
            case 'c' -> readConnection(value.split(" ", -1));
            case 'm' -> readMedia(List.of(value.strip().split(" +", -1)));
            case 'a' -> add(Attribute.parse(value));
            default -> {
                // The other lines say nothing that matters to us.
            }
        }
    }

    private void readOrigin(String[] words) {
        var version = words.length == 6 ? version(words[2]) : -1;
        if (version < 0 || !Lines.isWord(words[0]) || !Lines.isWord(words[1]) || !Lines.isWord(words[5])) {
            problem = "its o= line is broken: o=" + String.join(" ", words);
            return;
        }
        origin = new Origin(words[0], words[1], version, words[5]);
    }

    /// Some count versions beyond 63 bits; what matters to us is only that there is one.
    private static long version(String word) {
        var digits = !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Math.max(0, Lines.number(word, Long.MAX_VALUE)) : -1;
    }

    private void readConnection(String[] words) {
        if (words.length != 3 || !words[0].equals("IN") || !Lines.isWord(words[2])) {
            problem = "its c= line is broken: c=" + String.join(" ", words);
            return;
        }
        var slash = words[2].indexOf('/');
        var address = Optional.of(slash < 1 ? words[2] : words[2].substring(0, slash));
        if (media.isEmpty()) {
            connection = address;
        } else {
            var last = media.removeLast();
            media.add(new Media(last.kind(), last.port(), last.protocol(), last.formats(), address, last.attributes()));
        }
    }

    private void readMedia(List<String> words) {
        var slash = words.size() < 4 ? 0 : words.get(1).indexOf('/');
        var port = words.size() < 4
                ? -1
                : Lines.number(slash < 0 ? words.get(1) : words.get(1).substring(0, slash), 65535);
        if (port < 0 || media.size() >= MAX_MEDIA || !words.stream().allMatch(Lines::isWord)) {
            problem = "an m= line is broken, or there are too many: m=" + String.join(" ", words);
            return;
        }
        media.add(new Media(
                words.get(0), (int) port, words.get(2), words.subList(3, words.size()), Optional.empty(), List.of()));
    }

    private void add(Attribute attribute) {
        if (media.isEmpty()) {
            attributes.add(attribute);
            return;
        }
        var last = media.removeLast();
        var more = new ArrayList<>(last.attributes());
        more.add(attribute);
        media.add(new Media(last.kind(), last.port(), last.protocol(), last.formats(), last.connection(), more));
    }
}
