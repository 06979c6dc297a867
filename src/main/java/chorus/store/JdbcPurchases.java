package chorus.store;

import chorus.phonebook.Purchases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Orders by their organization's key.
final class JdbcPurchases implements Purchases {
    private static final String FIND = "select " + Columns.list("p", "request", "phone_number_id", "state")
            + " from purchases p where p.organization_id = ? and p.idempotency_key = ?";

    private final DataSource source;

    JdbcPurchases(DataSource source) {
        this.source = source;
    }

    @Override
    public Purchase order(UUID organizationId, String key, String request, UUID phoneNumberId, Instant now) {
        return Sql.inTransaction(source, "note an order", sql -> {
            var noted = sql.run("""
                    insert into purchases
                        (organization_id, idempotency_key, request, phone_number_id, state, created_at, updated_at)
                    values (?, ?, ?, ?, 'ordered', ?, ?) on conflict do nothing""", organizationId, key, request, phoneNumberId, now, now);
            return sql.first(FIND, row -> read(row, noted == 1), organizationId, key)
                    .orElseThrow();
        });
    }

    @Override
    public Optional<Purchase> find(UUID organizationId, String key) {
        return Sql.with(
                source, "look up an order", sql -> sql.first(FIND, row -> read(row, false), organizationId, key));
    }

    @Override
    public void becomes(UUID organizationId, String key, State state, Instant now) {
        Sql.with(
                source,
                "note what became of an order",
                sql -> sql.run(
                        "update purchases set state = ?, updated_at = ? where organization_id = ? and idempotency_key = ?",
                        state.code(),
                        now,
                        organizationId,
                        key));
    }

    private static Purchase read(ResultSet row, boolean isNew) throws SQLException {
        var p = new Columns(row, "p");
        return new Purchase(p.text("request"), p.id("phone_number_id"), Words.in(State.class, p.text("state")), isNew);
    }
}
