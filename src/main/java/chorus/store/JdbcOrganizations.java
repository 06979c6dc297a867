package chorus.store;

import chorus.phonebook.Balance;
import chorus.phonebook.LedgerEntry;
import chorus.phonebook.Organization;
import chorus.phonebook.Organizations;
import chorus.phonebook.Page;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Organizations and the ledgers of their balances.
final class JdbcOrganizations implements Organizations {
    private static final String COLUMNS = OrganizationRow.columns("o");

    private final DataSource source;
    private final OrganizationRow row;
    private final Clock clock;

    JdbcOrganizations(DataSource source, int maxConcurrentCalls, Clock clock) {
        this.source = source;
        this.row = new OrganizationRow("o", maxConcurrentCalls);
        this.clock = clock;
    }

    @Override
    public Organization create(
            String name, Balance balance, Optional<Integer> maxConcurrentCalls, List<String> allowedDestinations) {
        var id = UUID.randomUUID();
        return Sql.inTransaction(source, "create an organization", sql -> {
            var made = sql.first(
                    """
                    insert into organizations as o
                        (id, name, active, balance, currency, max_concurrent_calls, allowed_destinations, created_at)
                    values (?, ?, true, ?, ?, ?, ?, ?)
                    returning\s""" + COLUMNS,
                    row,
                    id,
                    name,
                    amount(balance),
                    currency(balance),
                    maxConcurrentCalls,
                    allowedDestinations.toArray(String[]::new),
                    now());
            if (balance instanceof Balance.Amount given && given.amount().signum() != 0) {
                Ledger.enter(sql, id, given.amount(), given, "Opening balance.", Optional.empty(), now());
            }
            return made.orElseThrow();
        });
    }

    @Override
    public Optional<Organization> find(UUID id) {
        return Sql.with(source, "look up an organization", sql -> find(sql, id, ""));
    }

    @Override
    public Page<Organization> list(int limit, int offset) {
        return Sql.with(source, "list the organizations", sql -> {
            var items = sql.all(
                    "select " + COLUMNS + " from organizations o order by o.created_at, o.id limit ? offset ?",
                    row,
                    limit,
                    offset);
            return new Page<>(items, sql.number("select count(*) from organizations"), limit, offset);
        });
    }

    @Override
    public Optional<Organization> update(
            UUID id,
            Optional<String> name,
            Optional<Boolean> active,
            Optional<Balance> balance,
            Optional<Integer> max,
            Optional<List<String>> allowedDestinations) {
        return Sql.inTransaction(source, "change an organization", sql -> {
            var before = find(sql, id, " for no key update");
            if (before.isEmpty()) {
                return before;
            }
            var wanted = balance.orElse(before.get().balance());
            sql.run(
                    """
                    update organizations set name = coalesce(?, name), active = coalesce(?, active),
                        max_concurrent_calls = coalesce(?, max_concurrent_calls), balance = ?, currency = ?,
                        allowed_destinations = coalesce(?, allowed_destinations)
                    where id = ?
                    """,
                    name,
                    active,
                    max,
                    amount(wanted),
                    currency(wanted),
                    allowedDestinations.map(each -> each.toArray(String[]::new)),
                    id);
            enterSetting(sql, id, before.get().balance(), wanted);
            return find(sql, id, "");
        });
    }

    @Override
    public Optional<Organization> charge(UUID id, BigDecimal pricePerMinute) {
        return Sql.with(source, "set an organization's price", sql -> {
            sql.run("update organizations set price_per_minute = ? where id = ?", pricePerMinute, id);
            return find(sql, id, "");
        });
    }

    @Override
    public Optional<LedgerEntry> credit(
            UUID id, BigDecimal amount, String currency, String note, Optional<String> idempotencyKey) {
        return Sql.inTransaction(source, "credit a balance", sql -> {
            // The row's lock lets one credit at a time pass, so that a repeated key finds its first entry.
            var organization = find(sql, id, " for no key update");
            var earlier = Ledger.find(sql, id, idempotencyKey);
            if (earlier.isPresent()
                    || organization.isEmpty()
                    || !(organization.get().balance() instanceof Balance.Amount before)
                    || !before.currency().equals(currency)) {
                return earlier;
            }
            var added = Ledger.rounded(amount);
            var after = new Balance.Amount(before.amount().add(added), currency);
            sql.run("update organizations set balance = ? where id = ?", after.amount(), id);
            return Optional.of(Ledger.enter(sql, id, added, after, note, idempotencyKey, now()));
        });
    }

    @Override
    public Page<LedgerEntry> ledger(UUID id, int limit, int offset) {
        return Sql.with(source, "list a ledger", sql -> {
            var items = sql.all(
                    "select " + Ledger.COLUMNS
                            + " from ledger l where l.organization_id = ? order by l.position desc limit ? offset ?",
                    Ledger::entry,
                    id,
                    limit,
                    offset);
            var total = sql.number("select count(*) from ledger where organization_id = ?", id);
            return new Page<>(items, total, limit, offset);
        });
    }

    /// A balance that is set, not credited, shows in the ledger too, as long as it has an amount.
    private void enterSetting(Sql sql, UUID id, Balance before, Balance after) throws SQLException {
        if (after instanceof Balance.Amount now && !after.equals(before)) {
            var change = before instanceof Balance.Amount was && was.currency().equals(now.currency())
                    ? now.amount().subtract(was.amount())
                    : now.amount();
            if (change.signum() != 0) {
                Ledger.enter(sql, id, change, now, "Balance set.", Optional.empty(), now());
            }
        }
    }

    private Optional<Organization> find(Sql sql, UUID id, String lock) throws SQLException {
        return sql.first("select " + COLUMNS + " from organizations o where o.id = ?" + lock, row, id);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Optional<BigDecimal> amount(Balance balance) {
        return switch (balance) {
            case Balance.Unlimited() -> Optional.empty();
            case Balance.Amount given -> Optional.of(Ledger.rounded(given.amount()));
        };
    }

    private static Optional<String> currency(Balance balance) {
        return switch (balance) {
            case Balance.Unlimited() -> Optional.empty();
            case Balance.Amount given -> Optional.of(given.currency());
        };
    }
}
