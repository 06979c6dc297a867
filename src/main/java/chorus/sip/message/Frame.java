package chorus.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A message cut into start line, headers and body, before anything is understood.
///
/// @param problem what is wrong with the cut; empty when nothing is
record Frame(String startLine, Headers headers, String body, String problem) {
    static Frame of(byte[] bytes) {
        return new Cutter(bytes).cut();
    }

    /// The headers without Content-Length, which belongs to the wire and is told by the body itself.
    Headers kept() {
        return headers.without("Content-Length");
    }

    private static final class Cutter {
        private final byte[] bytes;
        private final List<Header> headers = new ArrayList<>(16);
        private String problem = "";

        private Cutter(byte[] bytes) {
            this.bytes = bytes;
        }

        private Frame cut() {
            var begin = 0;
            while (begin + 1 < bytes.length && bytes[begin] == '\r' && bytes[begin + 1] == '\n') {
                begin += 2;
            }
            var end = endOfHead(begin);
            var head = text(begin, end);
            var lineEnd = head.indexOf("\r\n");
            var startLine = lineEnd < 0 ? head : head.substring(0, lineEnd);
            if (startLine.length() > MessageParser.MAX_LINE || !Grammar.isText(startLine)) {
                wrong("the first line is too long or holds control characters");
            }
            readHeaders(head, lineEnd < 0 ? head.length() : lineEnd + 2);
            var all = new Headers(headers);
            return new Frame(startLine, all, body(all, end + 4), problem);
        }

        private int endOfHead(int begin) {
            for (var i = begin; i + 3 < bytes.length; i++) {
                if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                    return i;
                }
            }
            wrong("no empty line ends the headers");
            return bytes.length;
        }

        private String text(int begin, int end) {
            var text = new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
            if (text.indexOf('\uFFFD') >= 0) {
                wrong("the headers are not UTF-8");
            }
            return text;
        }

        private void readHeaders(String head, int from) {
            for (var at = from; at < head.length(); ) {
                var end = fieldEnd(head, at);
                if (headers.size() >= MessageParser.MAX_HEADERS || end - at > MessageParser.MAX_LINE) {
                    wrong("too many headers, or too long ones");
                    return;
                }
                readHeader(head, at, end);
                at = end + 2;
            }
        }

        /// The end of the field that begins at `from`, its folded lines included.
        private static int fieldEnd(String head, int from) {
            for (var at = from; ; ) {
                var end = head.indexOf("\r\n", at);
                if (end < 0) {
                    return head.length();
                }
                if (end + 2 >= head.length() || (head.charAt(end + 2) != ' ' && head.charAt(end + 2) != '\t')) {
                    return end;
                }
                at = end + 2;
            }
        }

        private void readHeader(String head, int from, int to) {
            var colon = head.indexOf(':', from, to);
            var name = colon < 0 ? "" : head.substring(from, colon).stripTrailing();
            var value = colon < 0 ? "" : unfolded(head.substring(Grammar.skipBlanks(head, colon + 1), to));
            if (Grammar.isToken(name) && Grammar.isFieldText(value)) {
                headers.add(new Header(name, value));
            } else {
                wrong("a header line is none");
            }
        }

        private static String unfolded(String value) {
            return (value.indexOf('\n') < 0
                            ? value
                            : value.replace("\r\n ", " ").replace("\r\n\t", " "))
                    .strip();
        }

        private String body(Headers all, int from) {
            var there = Math.max(0, bytes.length - from);
            var written = all.first("Content-Length");
            var length = written.map(Grammar::number).orElse((long) there);
            if (length < 0 || length > there) {
                wrong("Content-Length is not that of the body");
                return "";
            }
            return length == 0 ? "" : new String(bytes, from, (int) (long) length, StandardCharsets.ISO_8859_1);
        }

        private void wrong(String what) {
            problem = problem.isEmpty() ? what : problem;
        }
    }
}
