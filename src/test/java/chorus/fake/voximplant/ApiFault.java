package chorus.fake.voximplant;

/// The errors of the management API that the cloud knows to make, with the vendor's names, numbers and sentences.
public enum ApiFault {
    AUTHORIZATION_FAILED(100, "Authorization failed"),
    INVALID_ARGUMENTS(101, "Invalid arguments"),
    MISSING_CMD(102, "The 'cmd' parameter is missing"),
    UNKNOWN_COMMAND(103, "Unknown command"),
    INVALID_APPLICATION_NAME(107, "Invalid application name"),
    APPLICATION_COUNT_EXCEEDED(108, "The application count limit is exceeded"),
    INVALID_APPLICATION_ID(116, "The 'application_id' parameter is invalid"),
    INVALID_PHONE_NUMBER(121, "Invalid phone number"),
    INSUFFICIENT_MONEY(127, "Insufficient money"),
    APPLICATION_NAME_ISNT_UNIQUE(129, "Application name is not unique"),
    SCRIPT_TEXT_IS_TOO_LONG(130, "The script text is too long"),
    ACCOUNT_IS_NOT_ACTIVATED(131, "The account is not activated"),
    INVALID_SCENARIO_ID(132, "The 'scenario_id' parameter is invalid"),
    SCENARIO_NAME_ISNT_UNIQUE(133, "The scenario name is not unique"),
    INVALID_RULE_ID(147, "The 'rule_id' parameter is invalid"),
    INVALID_RULE_PATTERN(148, "The 'rule_pattern' parameter is invalid"),
    INVALID_RULE_NAME(156, "The 'rule_name' parameter is invalid"),
    INVALID_SCENARIO_NAME(168, "The 'scenario_name' parameter is invalid"),
    DUPLICATE_RULE_NAME(175, "The 'rule_name' is not unique"),
    INVALID_PHONE_ID(181, "The 'phone_id' parameter is invalid"),
    OCCUPIED_PHONE_NUMBER(182, "Occupied phone number"),
    INVALID_COUNTRY_CODE(239, "The 'country_code' parameter is invalid"),
    INVALID_PHONE_CATEGORY_NAME(240, "The 'phone_category_name' parameter is invalid"),
    INVALID_PHONE_REGION_ID(241, "The 'phone_region_id' parameter is invalid"),
    NO_PHONES_IN_STOCK(331, "No phones in the stock"),
    RATE_LIMIT_EXCEED(340, "Rate limit exceed"),
    RULE_NO_SCENARIO_BOUND(375, "No scenario is bound to the rule"),
    INVALID_TOKEN_FORMAT(447, "Invalid token format"),
    INVALID_TOKEN_TTL(454, "The token TTL exceeds the maximum limit"),
    TOKEN_ISSUED_IN_FUTURE(455, "Token issued in the future"),
    TOKEN_EXPIRED(456, "The token has expired"),
    HTTP_REQUEST_REJECTED(484, "The HTTP request is rejected"),
    VALUE_NOT_UNIQUE(493, "The 'secret_name' is not unique"),
    APPLICATION_NOT_FOUND(558, "Application is not found");

    private final int code;
    private final String sentence;

    ApiFault(int code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    public int code() {
        return code;
    }

    public String sentence() {
        return sentence;
    }

    /// A method that is left with an error instead of a result.
    static final class Refused extends RuntimeException {
        private final ApiFault fault;

        Refused(ApiFault fault) {
            super(fault.sentence);
            this.fault = fault;
        }

        ApiFault fault() {
            return fault;
        }
    }

    Refused refused() {
        return new Refused(this);
    }
}
