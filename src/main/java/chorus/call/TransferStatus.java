package chorus.call;

import java.util.Locale;

/// How far the last transfer of a call has come.
public enum TransferStatus {
    INITIATED,
    /// The far side talks with the target.
    COMPLETED,
    /// It does not, and the conversation went on.
    FAILED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
