package chorus.store;

import chorus.call.Ladder;
import chorus.call.Ladders;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// The ladders of calls, one row each.
final class JdbcLadders implements Ladders {
    private final DataSource source;

    JdbcLadders(DataSource source) {
        this.source = source;
    }

    @Override
    public void keep(List<Kept> ladders) {
        Sql.durablyInTransaction(source, "keep the SIP messages of calls", sql -> {
            for (var kept : ladders) {
                sql.run("""
                        insert into ladders (call_id, organization_id, began, ladder) values (?, ?, ?, ?::json)
                        on conflict (call_id) do update set ladder = excluded.ladder
                        """, kept.callId(), kept.organizationId(), kept.began(), Json.write(kept.ladder()));
            }
            return ladders.size();
        });
    }

    @Override
    public Optional<Ladder> find(UUID organizationId, UUID callId) {
        return Sql.with(
                source,
                "look up the SIP messages of a call",
                sql -> sql.first(
                        "select ladder from ladders where organization_id = ? and call_id = ?",
                        row -> Json.ladder(row.getString(1)),
                        organizationId,
                        callId));
    }

    @Override
    public int forget(Instant before) {
        return Sql.with(
                source, "delete old SIP messages", sql -> sql.run("delete from ladders where began < ?", before));
    }
}
