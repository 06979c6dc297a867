package chorus.sip.dialog;

import java.util.Locale;
import java.util.Optional;

/// Who refreshes a session (RFC 4028 §4), seen from the transaction that says so: whoever asked, or whoever answers.
enum Refresher {
    UAC,
    UAS;

    static Optional<Refresher> of(String parameter) {
        return switch (parameter.toLowerCase(Locale.ROOT)) {
            case "uac" -> Optional.of(UAC);
            case "uas" -> Optional.of(UAS);
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
