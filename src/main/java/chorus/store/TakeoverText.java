package chorus.store;

import chorus.phonebook.Takeover;
import chorus.phonebook.Trunk;
import chorus.phonebook.Trunk.TwilioKey;
import chorus.phonebook.Trunk.TwilioRegion;
import chorus.secret.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The part of a takeover that is sealed, as JSON.
record TakeoverText(Trunk.Twilio access, Map<String, String> before, Map<String, String> set) {
    static String write(Takeover takeover) {
        var access = takeover.access();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("account", access.accountSid());
        fields.put("token", access.authToken().reveal());
        access.secondaryAuthToken().ifPresent(token -> fields.put("secondary", token.reveal()));
        access.apiKey().ifPresent(key -> {
            fields.put("key", key.sid());
            fields.put("keySecret", key.secret().reveal());
        });
        access.region().ifPresent(place -> {
            fields.put("region", place.region());
            fields.put("edge", place.edge());
        });
        fields.put("before", takeover.before());
        fields.put("set", takeover.set());
        return Json.write(fields);
    }

    static TakeoverText read(String json) {
        var fields = Json.map(json);
        var access = new Trunk.Twilio(
                text(fields, "account"),
                Secret.of(text(fields, "token")),
                textIfAny(fields, "secondary").map(Secret::of),
                textIfAny(fields, "keySecret").map(secret -> new TwilioKey(text(fields, "key"), Secret.of(secret))),
                textIfAny(fields, "region").map(region -> new TwilioRegion(region, text(fields, "edge"))));
        return new TakeoverText(access, settings(fields.get("before")), settings(fields.get("set")));
    }

    private static Map<String, String> settings(@org.jspecify.annotations.Nullable Object given) {
        var settings = new LinkedHashMap<String, String>();
        if (given instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> settings.put(String.valueOf(name), String.valueOf(value)));
        }
        return settings;
    }

    private static String text(Map<String, Object> fields, String name) {
        return Objects.requireNonNull(fields.get(name), () -> "A takeover lacks its " + name)
                .toString();
    }

    private static Optional<String> textIfAny(Map<String, Object> fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(Object::toString);
    }
}
