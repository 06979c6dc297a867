package chorus.store;

import chorus.phonebook.Balance;
import chorus.phonebook.Organization;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Reads an organization from the columns under `alias`.
record OrganizationRow(String alias, int maxConcurrentCalls) implements Sql.Row<Organization> {
    private static final int FEWEST_DECIMALS = 2;

    static String columns(String alias) {
        return Columns.list(
                alias,
                "id",
                "name",
                "active",
                "balance",
                "currency",
                "max_concurrent_calls",
                "allowed_destinations",
                "price_per_minute",
                "created_at");
    }

    @Override
    public Organization read(ResultSet row) throws SQLException {
        var o = new Columns(row, alias);
        return new Organization(
                o.id("id"),
                o.text("name"),
                o.flag("active"),
                balance(o),
                o.integerIfAny("max_concurrent_calls").orElse(maxConcurrentCalls),
                o.texts("allowed_destinations"),
                o.row().getBigDecimal(o.label("price_per_minute")).stripTrailingZeros(),
                o.instant("created_at"));
    }

    /// Money as people write it: without the zeros that the column adds behind the second decimal.
    static BigDecimal plain(BigDecimal stored) {
        var stripped = stored.stripTrailingZeros();
        return stripped.scale() < FEWEST_DECIMALS ? stripped.setScale(FEWEST_DECIMALS) : stripped;
    }

    private static Balance balance(Columns o) throws SQLException {
        var amount = o.row().getBigDecimal(o.label("balance"));
        return amount == null ? new Balance.Unlimited() : new Balance.Amount(plain(amount), o.text("currency"));
    }
}
