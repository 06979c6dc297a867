package chorus.provider.voximplant;

import chorus.call.EndReason;

/// What the codes of the management API mean to us. All that is branched on stands here.
enum VoximplantError {
    /// It failed over there; what reads may be asked again.
    FAILED_THERE,
    /// It has too much to do, or does the same thing already: surely not carried out.
    BUSY,
    /// The key is not right, or its clock is not.
    CREDENTIALS,
    /// The key is right and its role too small.
    ROLE,
    /// What an id or a name stands for is not there.
    GONE,
    /// Something of that name is there already.
    NAME_TAKEN,
    /// The account may have no more of these.
    QUOTA,
    MONEY,
    /// The account is not activated, not verified, or frozen.
    ACCOUNT_CLOSED,
    /// A number that cannot be used, or not as a caller id.
    NUMBER,
    /// Anything else, our own mistakes among it.
    OTHER;

    static VoximplantError of(int code) {
        return switch (code) {
            case 1, // FATAL
                    2, // INTERNAL
                    4, // DB
                    15, // MEDIA_SERVER_ERROR
                    16 -> // MEDIA_BALANCER_ERROR
                FAILED_THERE;
            case 314, // concurrency
                    340, // RATE_LIMIT_EXCEED
                    515 -> // the same operation is under way
                BUSY;
            case 104, // no such account
                    115, // not the account's key
                    447, // INVALID_TOKEN_FORMAT
                    454, // INVALID_TOKEN_TTL
                    455, // TOKEN_ISSUED_IN_FUTURE
                    456 -> // TOKEN_EXPIRED
                CREDENTIALS;
            case 100 -> // AUTHORIZATION_FAILED, also for a role that is missing
                ROLE;
            case 116, // INVALID_APPLICATION_ID
                    132, // INVALID_SCENARIO_ID
                    147, // INVALID_RULE_ID
                    181, // INVALID_PHONE_ID
                    375, // RULE_NO_SCENARIO_BOUND
                    558 -> // APPLICATION_NOT_FOUND
                GONE;
            case 129, // APPLICATION_NAME_ISNT_UNIQUE
                    133, // SCENARIO_NAME_ISNT_UNIQUE
                    175, // DUPLICATE_RULE_NAME
                    493 -> // the name of a secret
                NAME_TAKEN;
            case 108, 418, 419, 437 -> QUOTA;
            case 127 -> // INSUFFICIENT_MONEY
                MONEY;
            case 131, // not activated
                    281, // needs verification
                    317 -> // needs an upgrade
                ACCOUNT_CLOSED;
            case 121, // INVALID_PHONE_NUMBER
                    182, // OCCUPIED_PHONE_NUMBER
                    185, // a caller id that is forbidden
                    395 -> // a number that is not usable
                NUMBER;
            default -> OTHER;
        };
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
