package chorus.call;

import java.util.Locale;

/// Who answered a call of ours, as the phone network judges by the sound.
public enum AnsweredBy {
    HUMAN,
    /// An answering machine, a voicemail or a menu.
    MACHINE,
    FAX,
    UNKNOWN;

    /// The word used towards agents and in the record.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
