package chorus.provider.twilio;

import chorus.provider.Form;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How a number is set at Twilio, as far as its calls are concerned; what is not set is empty.
///
/// An application or a SIP trunk makes Twilio ignore the VoiceUrl.
record NumberSettings(Map<String, String> values) {
    static final String VOICE_URL = "VoiceUrl";
    static final String APPLICATION = "VoiceApplicationSid";
    static final String TRUNK = "TrunkSid";

    private static final String VOICE_METHOD = "VoiceMethod";
    private static final String FALLBACK_URL = "VoiceFallbackUrl";
    private static final String FALLBACK_METHOD = "VoiceFallbackMethod";
    private static final String STATUS_URL = "StatusCallback";
    private static final String STATUS_METHOD = "StatusCallbackMethod";

    /// What decides where calls go.
    private static final List<String> OF_CALLS = List.of(VOICE_URL, VOICE_METHOD, APPLICATION, TRUNK);

    private static final List<String> ALL = List.of(
            VOICE_URL, VOICE_METHOD, APPLICATION, TRUNK, FALLBACK_URL, FALLBACK_METHOD, STATUS_URL, STATUS_METHOD);

    /// By their name in what Twilio answers.
    private static final Map<String, String> NAMES = Map.of(
            VOICE_URL, "voice_url",
            VOICE_METHOD, "voice_method",
            APPLICATION, "voice_application_sid",
            TRUNK, "trunk_sid",
            FALLBACK_URL, "voice_fallback_url",
            FALLBACK_METHOD, "voice_fallback_method",
            STATUS_URL, "status_callback",
            STATUS_METHOD, "status_callback_method");

    NumberSettings {
        values = Map.copyOf(values);
    }

    /// @param number as Twilio describes it
    static NumberSettings of(JsonNode number) {
        var values = new LinkedHashMap<String, String>();
        NAMES.forEach((name, field) -> values.put(
                name, number.path(field).isTextual() ? number.path(field).asText() : ""));
        return new NumberSettings(values);
    }

    static NumberSettings ours(TwilioUrls urls) {
        return new NumberSettings(Map.of(
                VOICE_URL, urls.voice().toString(),
                VOICE_METHOD, "POST",
                APPLICATION, "",
                TRUNK, "",
                FALLBACK_URL, urls.fallback().toString(),
                FALLBACK_METHOD, "POST",
                STATUS_URL, urls.status().toString(),
                STATUS_METHOD, "POST"));
    }

    String of(String name) {
        return values.getOrDefault(name, "");
    }

    /// Whether calls go where `wanted` says; the rest may differ.
    boolean bringsCallsLike(NumberSettings wanted) {
        return OF_CALLS.stream().allMatch(name -> of(name).equals(wanted.of(name)));
    }

    /// What must be sent to make `wanted` of this: what differs. A method is never emptied, for Twilio knows no
    /// such.
    Form towards(NumberSettings wanted) {
        var form = Form.empty();
        for (var name : ALL) {
            var isNoMethod = name.endsWith("Method") && wanted.of(name).isEmpty();
            if (!of(name).equals(wanted.of(name)) && !isNoMethod) {
                form = form.with(name, wanted.of(name));
            }
        }
        return form;
    }

    /// These settings, with those of `before` wherever they still are as we `set` them. An application or a
    /// trunk would take calls away from a VoiceUrl that somebody else has set since.
    NumberSettings putBack(NumberSettings set, NumberSettings before) {
        var back = new LinkedHashMap<>(values);
        if (isAs(set, VOICE_URL)) {
            copy(before, back, VOICE_URL, VOICE_METHOD);
            Stream.of(APPLICATION, TRUNK).filter(name -> isAs(set, name)).forEach(name -> copy(before, back, name));
        }
        if (isAs(set, FALLBACK_URL)) {
            copy(before, back, FALLBACK_URL, FALLBACK_METHOD);
        }
        if (isAs(set, STATUS_URL)) {
            copy(before, back, STATUS_URL, STATUS_METHOD);
        }
        return new NumberSettings(back);
    }

    private boolean isAs(NumberSettings other, String name) {
        return of(name).equals(other.of(name));
    }

    private static void copy(NumberSettings from, Map<String, String> to, String... names) {
        for (var name : names) {
            to.put(name, from.of(name));
        }
    }

    /// `VoiceUrl is https://example.com/… instead of https://ours.example.com/twilio/voice`, of everything that
    /// differs.
    String differences(NumberSettings wanted) {
        return String.join(
                "; ",
                ALL.stream()
                        .filter(name -> !of(name).equals(wanted.of(name)))
                        .map(name -> name + " is " + shown(of(name)) + " instead of " + shown(wanted.of(name)))
                        .toList());
    }

    /// Without what may be secret in an address: user and query.
    static String shown(String value) {
        if (value.isEmpty()) {
            return "empty";
        }
        try {
            var uri = URI.create(value);
            return uri.getHost() == null || (uri.getUserInfo() == null && uri.getQuery() == null)
                    ? value
                    : uri.getScheme() + "://" + uri.getHost() + uri.getPath() + (uri.getQuery() == null ? "" : "?…");
        } catch (IllegalArgumentException _) {
            return "something that is no address";
        }
    }
}
