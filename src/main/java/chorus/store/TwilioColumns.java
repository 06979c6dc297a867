package chorus.store;

import chorus.phonebook.Trunk;
import chorus.phonebook.Trunk.TwilioKey;
import chorus.phonebook.Trunk.TwilioRegion;
import chorus.secret.Sealer;
import chorus.secret.Secret;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/// A number's account at Twilio as columns, its secrets sealed for the number.
final class TwilioColumns {
    static final String AUTH_TOKEN = "twilioAuthToken";
    static final String SECONDARY_AUTH_TOKEN = "twilioSecondaryAuthToken";
    static final String API_KEY_SECRET = "twilioApiKeySecret";

    private TwilioColumns() {}

    static void put(Trunk.Twilio twilio, UUID owner, Sealer sealer, Assignments row) {
        var key = twilio.apiKey();
        row.set("twilio_account_sid", twilio.accountSid())
                .set("twilio_auth_token", sealer.seal(owner, AUTH_TOKEN, twilio.authToken()))
                .set(
                        "twilio_secondary_auth_token",
                        twilio.secondaryAuthToken().map(token -> sealer.seal(owner, SECONDARY_AUTH_TOKEN, token)))
                .set("twilio_api_key_sid", key.map(TwilioKey::sid))
                .set("twilio_api_key_secret", key.map(both -> sealer.seal(owner, API_KEY_SECRET, both.secret())))
                .set("twilio_region", twilio.region().map(TwilioRegion::region))
                .set("twilio_edge", twilio.region().map(TwilioRegion::edge));
    }

    static Trunk.Twilio trunk(Columns n, UUID owner, Sealer sealer) throws SQLException {
        return new Trunk.Twilio(
                n.text("twilio_account_sid"),
                sealer.open(owner, AUTH_TOKEN, n.bytes("twilio_auth_token")),
                secret(n, "twilio_secondary_auth_token", owner, SECONDARY_AUTH_TOKEN, sealer),
                key(n, owner, sealer),
                region(n));
    }

    private static Optional<TwilioKey> key(Columns n, UUID owner, Sealer sealer) throws SQLException {
        var sid = n.textIfAny("twilio_api_key_sid");
        return secret(n, "twilio_api_key_secret", owner, API_KEY_SECRET, sealer)
                .flatMap(secret -> sid.map(known -> new TwilioKey(known, secret)));
    }

    private static Optional<TwilioRegion> region(Columns n) throws SQLException {
        var edge = n.textIfAny("twilio_edge");
        return n.textIfAny("twilio_region").flatMap(region -> edge.map(known -> new TwilioRegion(region, known)));
    }

    private static Optional<Secret> secret(Columns n, String column, UUID owner, String field, Sealer sealer)
            throws SQLException {
        return n.bytesIfAny(column).map(bytes -> sealer.open(owner, field, bytes));
    }
}
