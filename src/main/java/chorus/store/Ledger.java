package chorus.store;

import chorus.call.Charge;
import chorus.phonebook.Balance;
import chorus.phonebook.LedgerEntry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The entries behind the organizations' balances. Whoever writes one holds the organization's row locked.
final class Ledger {
    static final String COLUMNS =
            Columns.list("l", "id", "organization_id", "amount", "currency", "balance_after", "note", "created_at");

    private static final int DECIMALS = 6;

    private Ledger() {}

    static LedgerEntry enter(
            Sql sql,
            UUID organization,
            BigDecimal amount,
            Balance.Amount after,
            String note,
            Optional<String> key,
            Instant at)
            throws SQLException {
        return sql.first(
                        """
                        insert into ledger as l
                            (id, organization_id, amount, currency, balance_after, note, idempotency_key, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        returning\s""" + COLUMNS,
                        Ledger::entry,
                        UUID.randomUUID(),
                        organization,
                        amount,
                        after.currency(),
                        after.amount(),
                        note,
                        key,
                        at)
                .orElseThrow();
    }

    static Optional<LedgerEntry> find(Sql sql, UUID organization, Optional<String> key) throws SQLException {
        return sql.first(
                "select " + COLUMNS + " from ledger l where l.organization_id = ? and l.idempotency_key = ?",
                Ledger::entry,
                organization,
                key);
    }

    /// Takes what a call costs from a balance that is an amount, once for each call; it may go below zero.
    static void settle(Sql sql, UUID organization, UUID call, Charge charge, Instant at) throws SQLException {
        var key = Optional.of("call:" + call);
        var before = sql.first(
                "select balance, currency from organizations where id = ? and balance is not null for no key update",
                row -> new Balance.Amount(row.getBigDecimal(1), row.getString(2)),
                organization);
        var cost = rounded(charge.amount());
        if (before.isEmpty()
                || cost.signum() == 0
                || find(sql, organization, key).isPresent()) {
            return;
        }
        var after = new Balance.Amount(
                before.get().amount().subtract(cost), before.get().currency());
        sql.run("update organizations set balance = ? where id = ?", after.amount(), organization);
        enter(sql, organization, cost.negate(), after, charge.note(), key, at);
    }

    static BigDecimal rounded(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    static LedgerEntry entry(ResultSet result) throws SQLException {
        var l = new Columns(result, "l");
        return new LedgerEntry(
                l.id("id"),
                l.id("organization_id"),
                OrganizationRow.plain(result.getBigDecimal(l.label("amount"))),
                l.text("currency"),
                OrganizationRow.plain(result.getBigDecimal(l.label("balance_after"))),
                l.text("note"),
                l.instant("created_at"));
    }
}
