package chorus.store;

import chorus.phonebook.Trunk;
import chorus.phonebook.VoximplantAccount;
import chorus.phonebook.VoximplantAccount.ApiKey;
import chorus.phonebook.VoximplantAccount.ServiceKey;
import chorus.secret.Sealer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A number's account at Voximplant as columns, its secrets sealed for the number.
final class VoximplantColumns {
    static final String API_KEY = "voximplantApiKey";
    static final String PRIVATE_KEY = "voximplantServiceAccount";
    static final List<String> ALL = List.of(
            "voximplant_account_id",
            "voximplant_api_key",
            "voximplant_key_id",
            "voximplant_private_key",
            "voximplant_application",
            "voximplant_server_location",
            "voximplant_caller_id");

    private VoximplantColumns() {}

    static void put(Trunk.Voximplant trunk, UUID owner, Sealer sealer, Assignments row) {
        row.set("voximplant_application", trunk.applicationName())
                .set("voximplant_server_location", trunk.serverLocation())
                .set("voximplant_caller_id", trunk.callerId());
        trunk.account().ifPresent(account -> {
            row.set("voximplant_account_id", account.accountId());
            switch (account.key()) {
                case ApiKey(var secret) -> row.set("voximplant_api_key", sealer.seal(owner, API_KEY, secret));
                case ServiceKey(var id, var secret) ->
                    row.set("voximplant_key_id", id)
                            .set("voximplant_private_key", sealer.seal(owner, PRIVATE_KEY, secret));
            }
        });
    }

    static Trunk.Voximplant trunk(Columns n, UUID owner, Sealer sealer) throws SQLException {
        return new Trunk.Voximplant(
                account(n, owner, sealer),
                n.textIfAny("voximplant_application"),
                n.textIfAny("voximplant_server_location"),
                n.textIfAny("voximplant_caller_id"));
    }

    private static Optional<VoximplantAccount> account(Columns n, UUID owner, Sealer sealer) throws SQLException {
        var id = n.textIfAny("voximplant_account_id");
        return id.isEmpty() ? Optional.empty() : Optional.of(new VoximplantAccount(id.get(), key(n, owner, sealer)));
    }

    private static VoximplantAccount.Key key(Columns n, UUID owner, Sealer sealer) throws SQLException {
        var id = n.textIfAny("voximplant_key_id");
        return id.isEmpty()
                ? new ApiKey(sealer.open(owner, API_KEY, n.bytes("voximplant_api_key")))
                : new ServiceKey(id.get(), sealer.open(owner, PRIVATE_KEY, n.bytes("voximplant_private_key")));
    }
}
