package chorus.fake.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A number of an account at Twilio, and how it is set.
public final class TwilioNumber {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SETTINGS = List.of(
            "VoiceUrl",
            "VoiceMethod",
            "VoiceFallbackUrl",
            "VoiceFallbackMethod",
            "StatusCallback",
            "StatusCallbackMethod",
            "VoiceApplicationSid",
            "TrunkSid");

    private final String sid = "PN" + UUID.randomUUID().toString().replace("-", "");
    private final String account;
    private final String e164;
    private final Map<String, String> settings = new ConcurrentHashMap<>(
            Map.of("VoiceMethod", "POST", "VoiceFallbackMethod", "POST", "StatusCallbackMethod", "POST"));
    private volatile boolean voice = true;

    TwilioNumber(String account, String e164) {
        this.account = account;
        this.e164 = e164;
    }

    public String sid() {
        return sid;
    }

    public String e164() {
        return e164;
    }

    /// As its owner does in the Console; or another program.
    public TwilioNumber set(String name, String value) {
        settings.put(name, value);
        return this;
    }

    public TwilioNumber withoutVoice() {
        voice = false;
        return this;
    }

    /// Empty where nothing is set.
    public String setting(String name) {
        return settings.getOrDefault(name, "");
    }

    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    void set(Map<String, List<String>> fields) {
        fields.forEach((name, values) -> {
            if (SETTINGS.contains(name)) {
                settings.put(name, values.getFirst());
            }
        });
    }

    ObjectNode described() {
        var described = JSON.createObjectNode()
                .put("sid", sid)
                .put("account_sid", account)
                .put("phone_number", e164)
                .put("friendly_name", e164)
                .put("status", "in-use");
        described.putObject("capabilities").put("voice", voice).put("sms", true);
        SETTINGS.forEach(name -> described.put(snake(name), setting(name).isEmpty() ? null : setting(name)));
        return described;
    }

    private static String snake(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
