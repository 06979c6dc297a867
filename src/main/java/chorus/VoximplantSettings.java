package chorus;

import chorus.phonebook.VoximplantAccount;
import chorus.phonebook.VoximplantAccount.ApiKey;
import chorus.phonebook.VoximplantAccount.ServiceKey;
import chorus.secret.Secret;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reads the server's own account at Voximplant from the settings: an id with an API key, or a service account's file.
final class VoximplantSettings {
    private static final String ID = Setting.VOXIMPLANT_ACCOUNT_ID.key();
    private static final String KEY = Setting.VOXIMPLANT_API_KEY.key();
    private static final String FILE = Setting.VOXIMPLANT_SERVICE_ACCOUNT.key();

    private VoximplantSettings() {}

    static Optional<VoximplantAccount> account(SettingsReader text) {
        var id = text.optional(Setting.VOXIMPLANT_ACCOUNT_ID);
        var apiKey = text.optional(Setting.VOXIMPLANT_API_KEY);
        var file = text.optional(Setting.VOXIMPLANT_SERVICE_ACCOUNT);
        if (id.filter(given -> !given.matches("[0-9]{1,18}")).isPresent()) {
            throw new SettingsException(ID + " must be 1 to 18 digits.");
        }
        if (apiKey.isPresent() && file.isPresent()) {
            throw new SettingsException("Set one of " + KEY + " and " + FILE + ", not both.");
        }
        if (file.isPresent()) {
            return Optional.of(ofFile(file.get(), id));
        }
        if (apiKey.isPresent() != id.isPresent()) {
            throw new SettingsException("Set " + ID + " and one of " + KEY + " and " + FILE + ", or none of them.");
        }
        return apiKey.map(key -> new VoximplantAccount(id.orElseThrow(), new ApiKey(Secret.of(key))));
    }

    private static VoximplantAccount ofFile(String name, Optional<String> id) {
        var file = read(name);
        var account = id.orElse(file.path("account_id").asText());
        var keyId = file.path("key_id").asText();
        var key = file.path("private_key").asText();
        if (!account.matches("[0-9]{1,18}") || keyId.isEmpty() || !key.contains("BEGIN PRIVATE KEY")) {
            throw new SettingsException(FILE + " names " + name
                    + ", which is not the file of a service account: it must hold account_id, key_id and private_key.");
        }
        return new VoximplantAccount(account, new ServiceKey(keyId, Secret.of(key)));
    }

    /// What went wrong is not passed on: the file's text is secret.
    private static JsonNode read(String name) {
        try {
            return new ObjectMapper().readTree(Files.readString(Path.of(name)));
        } catch (JsonProcessingException _) {
            throw new SettingsException(FILE + " names " + name + ", which is not JSON.");
        } catch (IOException _) {
            throw new SettingsException(FILE + " names " + name + ", which cannot be read.");
        }
    }
}
