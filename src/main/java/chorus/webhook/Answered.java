package chorus.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// The head of an HTTP/1.1 answer (RFC 9112 §4), as far as a sender of webhooks reads it.
///
/// @param location where the receiver says that it is instead
record Answered(int status, Optional<String> location) {
    private static final int LARGEST_HEAD = 16 * 1024;
    private static final int LARGEST_BODY = 64 * 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
    private static final String LOCATION = "location:";

    /// Reads the first final answer; interim ones are passed over.
    static Answered read(InputStream in) throws IOException {
        var read = 0;
        while (true) {
            var head = head(in, LARGEST_HEAD - read);
            read += head.length();
            var lines = head.split("\r\n");
            var status = STATUS.matcher(lines[0]);
            if (!status.matches()) {
                throw new IOException("it did not answer in HTTP/1.1");
            }
            var code = Integer.parseInt(status.group(1));
            if (code >= 200) {
                return new Answered(code, location(lines));
            }
        }
    }

    /// Lets a polite receiver end its answer, and reads no more than so much of it.
    static void drain(InputStream in) throws IOException {
        var buffer = new byte[4096];
        var left = LARGEST_BODY;
        for (var read = in.read(buffer); read >= 0 && left > 0; read = in.read(buffer)) {
            left -= read;
        }
    }

    private static String head(InputStream in, int most) throws IOException {
        var bytes = new byte[most];
        var length = 0;
        while (length < most) {
            var next = in.read();
            if (next < 0) {
                throw new IOException("it closed the connection without an answer");
            }
            bytes[length++] = (byte) next;
            if (next == '\n' && length >= 4 && bytes[length - 2] == '\r' && bytes[length - 3] == '\n') {
                return new String(bytes, 0, length - 4, StandardCharsets.ISO_8859_1);
            }
        }
        throw new IOException("the headers of its answer are larger than " + LARGEST_HEAD / 1024 + " KiB");
    }

    private static Optional<String> location(String[] lines) {
        return Arrays.stream(lines)
                .filter(line -> line.regionMatches(true, 0, LOCATION, 0, LOCATION.length()))
                .map(line -> line.substring(LOCATION.length()).strip())
                .findFirst();
    }
}
