package chorus.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A torture message of RFC 4475 or RFC 5118, read from its file; the notation is told in the README beside the files.
///
/// @param says     where it is from and what the RFC says of it
/// @param parser   `sound`, `refused 400`, or `dropped`
/// @param endpoint a status, `call` or `silence`
/// @param port     where the answer goes
/// @param wire     the message, each byte one character
public record Torture(String name, String says, String parser, String endpoint, int port, String wire) {
    private static final Path FOLDER = Path.of("src/test/resources/torture");
    private static final Pattern ONE_LINE = Pattern.compile("(?s)<allOneLine>\n(.*?)\n</allOneLine>");
    private static final Pattern REPEAT = Pattern.compile("(?s)<repeat count=([0-9]+)>(.*?)</repeat>");
    private static final Pattern HEX = Pattern.compile("<hex>([0-9A-F\r\n]*)</hex>");

    /// All of them, or those of one RFC: `rfc4475`.
    public static List<Torture> all(String rfc) {
        try (var files = Files.list(FOLDER.resolve(rfc))) {
            return files.sorted().map(Torture::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Torture named(String rfc, String name) {
        return read(FOLDER.resolve(rfc).resolve(name + ".txt"));
    }

    public byte[] bytes() {
        return wire.getBytes(ISO_8859_1);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Torture read(Path file) {
        var told = new TreeMap<String, String>();
        var says = "";
        try {
            var text = Files.readString(file, ISO_8859_1);
            while (text.startsWith("# ")) {
                var end = text.indexOf('\n');
                var line = text.substring(2, end);
                says = says.isEmpty() ? line : says;
                told.put(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip());
                text = text.substring(end + 1);
            }
            var name = file.getFileName().toString().replace(".txt", "");
            return of(name, says, told, wire(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Torture of(String name, String says, Map<String, String> told, String wire) {
        var port = Integer.parseInt(told.getOrDefault("port", "5060"));
        return new Torture(name, says, told.getOrDefault("parser", ""), told.getOrDefault("endpoint", ""), port, wire);
    }

    private static String wire(String notation) {
        var lines = ONE_LINE.matcher(notation)
                .replaceAll(found -> quoted(found.group(1).replace("\n", "")));
        var wrapped = lines.replace("\n", "\r\n");
        var repeated = REPEAT.matcher(wrapped)
                .replaceAll(found -> quoted(found.group(2).repeat(Integer.parseInt(found.group(1)))));
        return HEX.matcher(repeated)
                .replaceAll(found -> quoted(octets(found.group(1).replace("\r\n", ""))));
    }

    private static String octets(String hex) {
        return new String(HexFormat.of().parseHex(hex), ISO_8859_1);
    }

    private static String quoted(String text) {
        return java.util.regex.Matcher.quoteReplacement(text);
    }
}
