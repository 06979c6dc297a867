package chorus.provider.twilio;

import com.fasterxml.jackson.databind.JsonNode;

/// A number of an account, as Twilio's `IncomingPhoneNumbers` describes it.
///
/// @param sid    `PN` and 32 hexadecimal digits
/// @param number E.164
/// @param voice  whether it can be called
record IncomingNumber(String sid, String number, boolean voice, NumberSettings settings) {
    static IncomingNumber of(JsonNode described) {
        return new IncomingNumber(
                described.path("sid").asText(),
                described.path("phone_number").asText(),
                described.path("capabilities").path("voice").asBoolean(true),
                NumberSettings.of(described));
    }
}
