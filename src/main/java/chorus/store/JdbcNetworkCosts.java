package chorus.store;

import chorus.call.NetworkCosts;
import java.math.BigDecimal;
import java.util.UUID;
import javax.sql.DataSource;

/// What networks charged, beside what their calls cost here.
final class JdbcNetworkCosts implements NetworkCosts {
    private final DataSource source;

    JdbcNetworkCosts(DataSource source) {
        this.source = source;
    }

    @Override
    public void charged(UUID callId, BigDecimal amount) {
        Sql.with(
                source,
                "record what a network charged",
                sql -> sql.run("update calls set network_cost = ? where id = ?", amount, callId));
    }
}
