package chorus.store;

import chorus.secret.Sealer;
import chorus.secret.Secret;
import java.util.UUID;
import javax.sql.DataSource;

/// Finds out at start, not in the middle of a call, whether the master key opens the stored secrets: the database
/// keeps a value sealed with the key it was made with.
final class KeyCheck {
    private static final UUID OWNER = new UUID(0, 0);
    private static final String FIELD = "key check";

    private KeyCheck() {}

    static void pass(DataSource source, Sealer sealer) {
        var stored = Sql.with(source, "check the master key", sql -> {
            var found = sql.first("select key_check from instance", row -> row.getBytes(1));
            if (found.isEmpty()) {
                var sealed = sealer.seal(OWNER, FIELD, Secret.of(FIELD));
                sql.run("insert into instance (key_check) values (?) on conflict do nothing", sealed);
            }
            return found;
        });
        stored.ifPresent(check -> sealer.open(OWNER, FIELD, check));
    }
}
