package chorus.call;

import java.util.Locale;

/// One thing on a call's timeline. Times are milliseconds since the call began.
///
/// @param untilMillis the same as `atMillis` for what has no length
/// @param detail      which key, how a transfer went; otherwise empty
public record Moment(Kind kind, long atMillis, long untilMillis, String detail) {
    public enum Kind {
        RINGING,
        ANSWERED,
        CALLER_SPOKE,
        AGENT_SPOKE,
        CLEAR,
        DTMF,
        HELD,
        RESUMED,
        TRANSFER,
        ENDED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
