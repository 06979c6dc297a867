package chorus.phonebook;

import chorus.phonebook.FieldNeeds.Beside;
import chorus.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// The API's fields of a number at Twilio.
final class TwilioFields {
    static final String ACCOUNT = "twilioAccountSid";
    static final String TOKEN = "twilioAuthToken";
    static final String SECONDARY = "twilioSecondaryAuthToken";
    static final String KEY = "twilioApiKeySid";
    static final String KEY_SECRET = "twilioApiKeySecret";
    static final String REGION = "twilioRegion";
    static final String EDGE = "twilioEdge";

    private static final Pattern ACCOUNT_SID = Pattern.compile("AC[0-9a-fA-F]{32}");
    private static final Pattern KEY_SID = Pattern.compile("SK[0-9a-fA-F]{32}");
    private static final Pattern PLACE = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    static final FieldNeeds NEEDS = FieldNeeds.of(
            new Beside(KEY, KEY_SECRET),
            new Beside(KEY_SECRET, KEY),
            new Beside(REGION, EDGE),
            new Beside(EDGE, REGION));

    private TwilioFields() {}

    static void put(Trunk.Twilio twilio, Map<String, Object> fields) {
        fields.put(ACCOUNT, twilio.accountSid());
        fields.put(TOKEN, twilio.authToken());
        twilio.secondaryAuthToken().ifPresent(token -> fields.put(SECONDARY, token));
        twilio.apiKey().ifPresent(key -> {
            fields.put(KEY, key.sid());
            fields.put(KEY_SECRET, key.secret());
        });
        twilio.region().ifPresent(place -> {
            fields.put(REGION, place.region());
            fields.put(EDGE, place.edge());
        });
    }

    /// @param fields checked already
    static Trunk.Twilio trunk(Map<String, Object> fields) {
        return new Trunk.Twilio(
                text(fields, ACCOUNT),
                secret(fields, TOKEN).orElseThrow(),
                secret(fields, SECONDARY),
                secret(fields, KEY_SECRET).map(secret -> new Trunk.TwilioKey(text(fields, KEY), secret)),
                Optional.ofNullable(fields.get(REGION))
                        .map(region -> new Trunk.TwilioRegion(region.toString(), text(fields, EDGE))));
    }

    static void show(Map<String, Object> fields, Map<String, Object> shown) {
        List.of(ACCOUNT, KEY, REGION, EDGE).forEach(field -> shown.put(field, fields.get(field)));
    }

    static Optional<String> problem(String field, String text) {
        return switch (field) {
            case ACCOUNT -> Texts.unless(ACCOUNT_SID.matcher(text).matches(), "must be AC and 32 hexadecimal digits");
            case KEY ->
                Texts.unless(
                        KEY_SID.matcher(text).matches(),
                        "must be SK and 32 hexadecimal digits: the SID of an API key, not its name");
            case REGION -> Texts.unless(PLACE.matcher(text).matches(), "must be a region of Twilio, such as ie1");
            case EDGE -> Texts.unless(PLACE.matcher(text).matches(), "must be an edge of Twilio, such as dublin");
            default -> Optional.empty();
        };
    }

    private static String text(Map<String, Object> fields, String field) {
        return Objects.requireNonNull(fields.get(field)).toString();
    }

    private static Optional<Secret> secret(Map<String, Object> fields, String field) {
        return Optional.ofNullable((Secret) fields.get(field));
    }
}
