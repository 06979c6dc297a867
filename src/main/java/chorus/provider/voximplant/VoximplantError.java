package chorus.provider.voximplant;

import chorus.call.EndReason;
import java.util.Arrays;
import java.util.Set;

/// What the codes of the management API mean to us. All that is branched on stands here; the names are Voximplant's.
@SuppressWarnings("ImmutableEnumChecker") // The sets are made by Set.of.
enum VoximplantError {
    /// It failed over there; what reads may be asked again: FATAL, INTERNAL, DB, MEDIA_SERVER_ERROR,
    /// MEDIA_BALANCER_ERROR.
    FAILED_THERE(1, 2, 4, 15, 16),
    /// It has too much to do, or does the same thing already, and surely did not carry it out: too many at once,
    /// RATE_LIMIT_EXCEED, the same operation.
    BUSY(314, 340, 515),
    /// The key is not right, or its clock is not: wrong account or key, INVALID_TOKEN_FORMAT, INVALID_TOKEN_TTL,
    /// TOKEN_ISSUED_IN_FUTURE, TOKEN_EXPIRED.
    CREDENTIALS(104, 115, 447, 454, 455, 456),
    /// The key may be right and its role too small: AUTHORIZATION_FAILED says both.
    ROLE(100),
    /// What an id stands for is not there: INVALID_APPLICATION_ID, INVALID_SCENARIO_ID, INVALID_RULE_ID,
    /// INVALID_PHONE_ID, RULE_NO_SCENARIO_BOUND, APPLICATION_NOT_FOUND.
    GONE(116, 132, 147, 181, 375, 558),
    /// Something of that name is there already: APPLICATION_NAME_ISNT_UNIQUE, SCENARIO_NAME_ISNT_UNIQUE,
    /// DUPLICATE_RULE_NAME, and of a secret.
    NAME_TAKEN(129, 133, 175, 493),
    /// The account may have no more of these.
    QUOTA(108, 418, 419, 437),
    /// INSUFFICIENT_MONEY.
    MONEY(127),
    /// ACCOUNT_IS_NOT_ACTIVATED, or it needs a verification or an upgrade.
    ACCOUNT_CLOSED(131, 281, 317),
    /// A number that cannot be used, or not as a caller id: INVALID_PHONE_NUMBER, OCCUPIED_PHONE_NUMBER, a forbidden
    /// caller id, an unusable number.
    NUMBER(121, 182, 185, 395),
    /// Anything else, our own mistakes among it.
    OTHER();

    private final Set<Integer> codes;

    VoximplantError(Integer... codes) {
        this.codes = Set.of(codes);
    }

    static VoximplantError of(int code) {
        return Arrays.stream(values())
                .filter(error -> error.codes.contains(code))
                .findFirst()
                .orElse(OTHER);
    }

    /// What somebody should do about it; empty where nothing can be said in general.
    String remedy() {
        return switch (this) {
            case FAILED_THERE, BUSY -> " It is tried again by itself.";
            case CREDENTIALS ->
                " Check the account's id and key, and the clock of this machine: make a new key in Voximplant's control"
                        + " panel under Settings, Service accounts.";
            case ROLE ->
                " Check the key, and give its service account the role Developer in Voximplant's control panel under"
                        + " Settings, Service accounts.";
            case GONE -> " It was there before: have it set up again with POST /v1/phone-numbers/{id}/repair.";
            case NAME_TAKEN ->
                " Something of that name was made by somebody else: choose another" + " voximplantApplicationName.";
            case QUOTA -> " Remove what is not needed there, or ask Voximplant for more.";
            case MONEY -> " Top the account up in Voximplant's control panel.";
            case ACCOUNT_CLOSED -> " Activate or verify the account in Voximplant's control panel.";
            case NUMBER -> " Rent or verify the number at Voximplant, or set voximplantCallerId to one that is.";
            case OTHER -> "";
        };
    }

    /// How a call ends that Voximplant refuses to begin.
    EndReason ending() {
        return switch (this) {
            case FAILED_THERE, BUSY, GONE, NAME_TAKEN, OTHER -> EndReason.NETWORK_FAILED;
            case CREDENTIALS, ROLE -> EndReason.CREDENTIALS_REJECTED;
            case QUOTA, MONEY, ACCOUNT_CLOSED, NUMBER -> EndReason.DESTINATION_REFUSED;
        };
    }
}
