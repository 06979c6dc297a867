package chorus.phonebook;

import chorus.phonebook.FieldNeeds.Beside;
import chorus.phonebook.FieldNeeds.OneOf;
import chorus.phonebook.VoximplantAccount.ApiKey;
import chorus.phonebook.VoximplantAccount.ServiceKey;
import chorus.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// The API's fields of a number at Voximplant. Without an account the server's own is meant.
final class VoximplantFields {
    static final String ACCOUNT = "voximplantAccountId";
    static final String API_KEY = "voximplantApiKey";
    static final String SERVICE_ACCOUNT = "voximplantServiceAccount";
    static final String KEY_ID = "voximplantKeyId";
    static final String APPLICATION = "voximplantApplicationName";
    static final String LOCATION = "voximplantServerLocation";
    static final String CALLER_ID = "voximplantCallerId";

    static final List<String> ALL = List.of(ACCOUNT, API_KEY, SERVICE_ACCOUNT, APPLICATION, LOCATION, CALLER_ID);
    static final FieldNeeds NEEDS = FieldNeeds.of(
            new OneOf(ACCOUNT, API_KEY, SERVICE_ACCOUNT),
            new Beside(ACCOUNT, API_KEY),
            new Beside(ACCOUNT, SERVICE_ACCOUNT));

    private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{1,18}");
    private static final Pattern APPLICATION_NAME = Pattern.compile("[a-z][a-z0-9-]{0,64}");
    private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private VoximplantFields() {}

    static void put(Trunk.Voximplant trunk, Map<String, Object> fields) {
        trunk.account().ifPresent(account -> {
            fields.put(ACCOUNT, account.accountId());
            switch (account.key()) {
                case ApiKey key -> fields.put(API_KEY, key.secret());
                case ServiceKey key ->
                    fields.put(SERVICE_ACCOUNT, new ServiceAccount(account.accountId(), key.id(), key.privateKey()));
            }
        });
        trunk.applicationName().ifPresent(name -> fields.put(APPLICATION, name));
        trunk.serverLocation().ifPresent(place -> fields.put(LOCATION, place));
        trunk.callerId().ifPresent(number -> fields.put(CALLER_ID, number));
    }

    /// What a service account's file says makes its account known, and one key takes the other's place.
    static void settle(Map<String, Object> given, Map<String, Object> fields) {
        if (given.get(API_KEY) != null && given.get(SERVICE_ACCOUNT) == null) {
            fields.remove(SERVICE_ACCOUNT);
        }
        if (given.get(SERVICE_ACCOUNT) != null && given.get(API_KEY) == null) {
            fields.remove(API_KEY);
        }
        if (given.get(SERVICE_ACCOUNT) != null
                && !given.containsKey(ACCOUNT)
                && fields.get(SERVICE_ACCOUNT) instanceof ServiceAccount file) {
            fields.put(ACCOUNT, file.accountId());
        }
    }

    /// @param fields checked already
    static Trunk.Voximplant trunk(Map<String, Object> fields) {
        return new Trunk.Voximplant(
                text(fields, ACCOUNT).map(id -> new VoximplantAccount(id, key(fields))),
                text(fields, APPLICATION),
                text(fields, LOCATION),
                text(fields, CALLER_ID));
    }

    private static VoximplantAccount.Key key(Map<String, Object> fields) {
        return fields.get(SERVICE_ACCOUNT) instanceof ServiceAccount file
                ? new ServiceKey(file.keyId(), file.privateKey())
                : new ApiKey((Secret) Objects.requireNonNull(fields.get(API_KEY)));
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    static void show(Map<String, Object> fields, Map<String, Object> shown) {
        shown.put(ACCOUNT, fields.get(ACCOUNT));
        shown.put(KEY_ID, fields.get(SERVICE_ACCOUNT) instanceof ServiceAccount file ? file.keyId() : null);
        List.of(APPLICATION, LOCATION, CALLER_ID).forEach(field -> shown.put(field, fields.get(field)));
    }

    static Optional<String> problem(String field, String text) {
        return switch (field) {
            case ACCOUNT -> Texts.unless(ACCOUNT_ID.matcher(text).matches(), "must be 1 to 18 digits");
            case SERVICE_ACCOUNT ->
                Optional.of(
                        "must be the JSON file of a service account as Voximplant gave it: the object, or its text");
            case APPLICATION ->
                Texts.unless(
                        APPLICATION_NAME.matcher(text).matches(),
                        "must be a small letter and then up to 64 small letters, digits and -");
            case LOCATION ->
                Texts.unless(PLACE.matcher(text).matches(), "must be a location of Voximplant's servers, such as us");
            case CALLER_ID ->
                Texts.unless(
                        E164.matcher(text).matches(),
                        "must be E.164, such as +12025550100: a number rented or verified in the account");
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(Map<String, Object> fields, String field) {
        return Optional.ofNullable(fields.get(field)).map(Object::toString);
    }
}
