package chorus.provider.voximplant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// A number of an account, as `GetPhoneNumbers` describes it.
///
/// @param id          `phone_id`
/// @param obstacle    why calls cannot come, if they cannot
/// @param application what it is bound to
record OwnedNumber(
        String id,
        Optional<String> obstacle,
        Optional<String> application,
        String applicationName,
        Optional<String> rule,
        String ruleName) {
    static OwnedNumber of(JsonNode described) {
        return new OwnedNumber(
                described.path("phone_id").asText(),
                obstacle(described),
                id(described, "application_id"),
                described.path("application_name").asText(""),
                id(described, "rule_id"),
                described.path("rule_name").asText(""));
    }

    /// The digits of a number, as Voximplant writes it.
    static String digits(String e164) {
        return e164.startsWith("+") ? e164.substring(1) : e164;
    }

    private static Optional<String> obstacle(JsonNode described) {
        if (described.path("deactivated").asBoolean()) {
            return Optional.of("is deactivated in the account: renew it in Voximplant's control panel");
        }
        if (described.path("canceled").asBoolean()) {
            return Optional.of("was given back in the account: rent another");
        }
        return described.path("can_be_used").asBoolean(true)
                ? Optional.empty()
                : Optional.of("cannot be used yet, its verification is "
                        + described.path("verification_status").asText("missing")
                        + ": finish it in Voximplant's control panel");
    }

    private static Optional<String> id(JsonNode described, String field) {
        return Optional.of(described.path(field).asText("")).filter(text -> text.matches("[1-9][0-9]{0,17}"));
    }
}
