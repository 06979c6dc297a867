package chorus.doctor.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// An INVITE over TCP as far as its segments are there. Those that came too early wait for those between; repeats are
/// left out. What is longer than any message may be never ends.
final class GrowingInvite {
    private static final int LONGEST = 65_535;
    private static final int UNKNOWN = Integer.MAX_VALUE;
    private static final String HEAD_END = "\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile(
            "^(?:content-length|l)[ \\t]*:[ \\t]*(\\d{1,6})", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, ByteBuffer> early = new HashMap<>();
    private int next;
    private int end = UNKNOWN;

    /// @param sequence where in the stream the message begins
    /// @param beginning what the first segment holds of it
    GrowingInvite(int sequence, ByteBuffer beginning) {
        next = sequence;
        append(beginning);
    }

    /// Takes a segment; says whether all is there.
    boolean completedBy(int sequence, ByteBuffer segment) {
        if (segment.limit() > 0 && sequence - next >= 0) {
            early.putIfAbsent(sequence, segment);
        }
        for (var due = early.remove(next); due != null && text.length() <= LONGEST; due = early.remove(next)) {
            append(due);
        }
        return text.length() >= end;
    }

    ByteBuffer message() {
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private void append(ByteBuffer segment) {
        var searched = Math.max(0, text.length() - HEAD_END.length());
        text.append(StandardCharsets.ISO_8859_1.decode(segment.duplicate()));
        next += segment.limit();
        var headEnd = end == UNKNOWN ? text.indexOf(HEAD_END, searched) : -1;
        if (headEnd >= 0) {
            var length = LENGTH.matcher(text.substring(0, headEnd));
            end = headEnd + HEAD_END.length() + (length.find() ? Integer.parseInt(length.group(1)) : 0);
        }
    }
}
