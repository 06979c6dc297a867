package chorus.sip.message;

import java.util.Set;

/// The methods that SIP has, whether we take them or not.
public final class Methods {
    private static final Set<String> KNOWN = Set.of(
            "ACK",
            "BYE",
            "CANCEL",
            "INFO",
            "INVITE",
            "MESSAGE",
            "NOTIFY",
            "OPTIONS",
            "PRACK",
            "PUBLISH",
            "REFER",
            "REGISTER",
            "SUBSCRIBE",
            "UPDATE");

    private Methods() {}

    /// One of the RFCs': who does not take it answers 405, and 501 to any other (RFC 3261 §21.4.6, §21.5.2).
    public static boolean isKnown(String method) {
        return KNOWN.contains(method);
    }
}
