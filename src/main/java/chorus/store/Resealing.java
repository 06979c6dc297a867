package chorus.store;

import chorus.secret.Sealer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// Seals every stored secret again with the first master key, so that an older key can be dropped.
final class Resealing {
    private final Sql sql;
    private final Sealer sealer;

    Resealing(Sql sql, Sealer sealer) {
        this.sql = sql;
        this.sealer = sealer;
    }

    void run() throws SQLException {
        column("phone_numbers", "twilio_auth_token", TwilioColumns.AUTH_TOKEN);
        column("phone_numbers", "twilio_secondary_auth_token", TwilioColumns.SECONDARY_AUTH_TOKEN);
        column("phone_numbers", "twilio_api_key_secret", TwilioColumns.API_KEY_SECRET);
        column("phone_numbers", "sip_password", PhoneNumberRow.SIP_PASSWORD);
        column("phone_numbers", "voximplant_api_key", VoximplantColumns.API_KEY);
        column("phone_numbers", "voximplant_private_key", VoximplantColumns.PRIVATE_KEY);
        column("installations", "kept", JdbcInstallations.KEPT);
        column("network_sessions", "control", JdbcNetworkSessions.CONTROL);
        column("takeovers", "kept", JdbcTakeovers.KEPT);
        column("agents", "webhook_secret", AgentRow.WEBHOOK_SECRET);
        headers();
    }

    private void column(String table, String column, String field) throws SQLException {
        var query = "select id, " + column + " from " + table + " where " + column + " is not null for update";
        for (var stored : sql.all(query, row -> new Value(id(row), row.getBytes(2)))) {
            var again = sealer.reseal(stored.owner, field, stored.bytes);
            sql.run("update " + table + " set " + column + " = ? where id = ?", again, stored.owner);
        }
    }

    private void headers() throws SQLException {
        var query = "select id, runtime_header_names, runtime_header_values from agents"
                + " where cardinality(runtime_header_names) > 0 for update";
        for (var stored : sql.all(query, row -> new Headers(id(row), all(row.getArray(2)), all(row.getArray(3))))) {
            sql.run("update agents set runtime_header_values = ? where id = ?", stored.again(sealer), stored.owner);
        }
    }

    private static UUID id(ResultSet row) throws SQLException {
        return row.getObject(1, UUID.class);
    }

    private static Object[] all(Array array) throws SQLException {
        return (Object[]) array.getArray();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Value(UUID owner, byte[] bytes) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Headers(UUID owner, Object[] names, Object[] values) {
        byte[][] again(Sealer sealer) {
            var again = new byte[names.length][];
            for (var i = 0; i < names.length; i++) {
                again[i] = sealer.reseal(owner, AgentRow.headerField((String) names[i]), (byte[]) values[i]);
            }
            return again;
        }
    }
}
