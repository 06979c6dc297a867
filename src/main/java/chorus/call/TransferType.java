package chorus.call;

import java.util.Locale;

/// How a call is handed to somebody else.
public enum TransferType {
    /// The network is asked to connect them; nobody speaks with the target first.
    BLIND,
    /// The target is called first, and connected once it has answered.
    ATTENDED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
