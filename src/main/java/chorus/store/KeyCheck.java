package chorus.store;

import chorus.secret.Sealer;
import chorus.secret.Secret;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/// Finds out at start, not in the middle of a call, whether the master key opens the stored secrets: the database
/// keeps a value sealed with the key it was made with. When that is no longer the first key, all secrets are sealed
/// again.
final class KeyCheck {
    private static final UUID OWNER = new UUID(0, 0);
    private static final String FIELD = "key check";

    private KeyCheck() {}

    static void pass(DataSource source, Sealer sealer) {
        var found = Sql.with(
                source,
                "check the master key",
                sql -> sql.first("select key_check from instance", row -> row.getBytes(1)));
        if (found.isEmpty() || !sealer.isCurrent(found.get())) {
            Sql.inTransaction(source, "check the master key", sql -> settle(sql, sealer));
        } else {
            sealer.open(OWNER, FIELD, found.get());
        }
    }

    private static int settle(Sql sql, Sealer sealer) throws SQLException {
        var ours = sealer.seal(OWNER, FIELD, Secret.of(FIELD));
        sql.run("insert into instance (key_check) values (?) on conflict do nothing", ours);
        var stored = sql.first("select key_check from instance for update", row -> row.getBytes(1))
                .orElseThrow();
        sealer.open(OWNER, FIELD, stored);
        if (!sealer.isCurrent(stored)) {
            new Resealing(sql, sealer).run();
        }
        return sql.run("update instance set key_check = ?", ours);
    }
}
