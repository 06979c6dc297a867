package chorus.store;

import chorus.phonebook.AddressRange;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.secret.Sealer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// Reads a phone number from the columns under `alias`, and unseals its trunk's secrets.
record PhoneNumberRow(String alias, Sealer sealer) implements Sql.Row<PhoneNumber> {
    static final String TWILIO_AUTH_TOKEN = "twilioAuthToken";
    static final String SIP_PASSWORD = "sipPassword";

    static String columns(String alias) {
        return Columns.list(
                alias,
                "id",
                "organization_id",
                "name",
                "number",
                "provider",
                "sip_mode",
                "agent_id",
                "twilio_account_sid",
                "twilio_auth_token",
                "sip_username",
                "sip_password",
                "sip_registrar",
                "sip_outbound_proxy",
                "sip_auth_user",
                "sip_source",
                "sip_port",
                "sip_transport",
                "metadata",
                "created_at",
                "updated_at");
    }

    @Override
    public PhoneNumber read(ResultSet row) throws SQLException {
        var n = new Columns(row, alias);
        var id = n.id("id");
        return new PhoneNumber(
                id,
                n.id("organization_id"),
                n.textIfAny("name"),
                n.text("number"),
                trunk(n, id),
                n.idIfAny("agent_id"),
                Json.map(n.text("metadata")),
                n.instant("created_at"),
                n.instant("updated_at"));
    }

    private Trunk trunk(Columns n, UUID id) throws SQLException {
        var provider = n.text("provider");
        return switch (provider) {
            case "twilio" ->
                new Trunk.Twilio(
                        n.text("twilio_account_sid"), sealer.open(id, TWILIO_AUTH_TOKEN, n.bytes("twilio_auth_token")));
            case "sip" -> sipTrunk(n, id);
            case "voximplant" -> new Trunk.Voximplant();
            default ->
                throw new StoreException("A stored number has the provider '" + provider
                        + "', which this version does not know: it was written by a newer one.");
        };
    }

    private Trunk sipTrunk(Columns n, UUID id) throws SQLException {
        var transport = Words.in(Trunk.Transport.class, n.text("sip_transport"));
        if (n.text("sip_mode").equals("ip_allowlist")) {
            return new Trunk.SipAllowlist(AddressRange.parse(n.text("sip_source")), n.integer("sip_port"), transport);
        }
        return new Trunk.SipRegistration(
                n.text("sip_username"),
                sealer.open(id, SIP_PASSWORD, n.bytes("sip_password")),
                n.text("sip_registrar"),
                n.integer("sip_port"),
                n.textIfAny("sip_outbound_proxy"),
                n.textIfAny("sip_auth_user"),
                transport);
    }
}
