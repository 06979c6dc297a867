package chorus.store;

import chorus.call.Deliveries;
import chorus.call.Delivery;
import chorus.call.Delivery.Attempt;
import chorus.phonebook.Page;
import chorus.secret.Sealer;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/// Deliveries; where they go and what signs them is the agent's own business, so that a corrected address or a new
/// secret counts for those that wait.
final class JdbcDeliveries implements Deliveries {
    private static final String COLUMNS = Columns.list(
            "d",
            "id",
            "organization_id",
            "agent_id",
            "call_id",
            "url",
            "state",
            "attempts",
            "created_at",
            "next_at",
            "delivered_at",
            "tries");

    private static final String TAKE = """
            update webhook_deliveries d set next_at = ?, url = coalesce(a.webhook_url, d.url)
            from (
                select w.id, w.next_at from webhook_deliveries w
                where w.state = 'pending' and w.organization_id = ? and w.receiver = ? and w.next_at <= ?
                order by w.next_at limit ? for update skip locked) due
            join webhook_deliveries o on o.id = due.id
            left join agents a on a.id = o.agent_id
            where d.id = due.id
            returning d.id as d_id, d.agent_id as d_agent_id, d.body as d_body, d.since as d_since,
                (select count(*) from jsonb_array_elements(d.tries) tried
                    where (tried ->> 'at')::timestamptz >= d.since) as d_attempts, a.webhook_url as a_webhook_url, a.webhook_secret as a_webhook_secret
            """;

    /// The agent's address is another now: it waits in that one's lane.
    private static final String MOVE =
            "update webhook_deliveries set receiver = ?, next_at = ? where id = ? and state = 'pending'";

    private final DataSource source;
    private final Sealer sealer;

    JdbcDeliveries(DataSource source, Sealer sealer) {
        this.source = source;
        this.sealer = sealer;
    }

    @Override
    public List<Receiver> dueReceivers(Instant now, Set<UUID> organizations, Set<String> addresses, int most) {
        return Sql.with(
                source,
                "look for webhooks that are due",
                sql -> sql.all(
                        """
                        select organization_id, receiver from webhook_deliveries
                        where state = 'pending' and next_at <= ?
                            and organization_id::text <> all(?) and receiver <> all(?)
                        group by organization_id, receiver order by min(next_at) limit ?
                        """,
                        row -> new Receiver(row.getObject(1, UUID.class), row.getString(2)),
                        now,
                        organizations.stream().map(UUID::toString).toArray(String[]::new),
                        addresses.toArray(String[]::new),
                        most));
    }

    @Override
    public List<Due> take(Receiver receiver, Instant now, Instant leased, int most) {
        return Sql.with(source, "take webhooks that are due", sql -> {
            var here = new ArrayList<Due>();
            for (var due : sql.all(TAKE, this::due, leased, receiver.organizationId(), receiver.address(), now, most)) {
                var address = due.url().map(url -> WebhookOutbox.receiver(url.toString()));
                if (address.filter(moved -> !moved.equals(receiver.address())).isPresent()) {
                    sql.run(MOVE, address.get(), now, due.id());
                } else {
                    here.add(due);
                }
            }
            return here;
        });
    }

    @Override
    public void delivered(UUID id, Attempt attempt) {
        Sql.durably(
                source,
                "record a webhook that was taken",
                sql -> sql.run("""
                        update webhook_deliveries set state = 'delivered', attempts = attempts + 1, next_at = null,
                            delivered_at = ?, tries = ?::jsonb || (tries - ?)
                        where id = ? and state = 'pending'
                        """, attempt.at(), tried(attempt), Delivery.MOST_TRIES - 1, id));
    }

    @Override
    public void failed(UUID id, Attempt attempt, Optional<Instant> next) {
        var state = next.isPresent() ? Delivery.State.PENDING : Delivery.State.FAILED;
        Sql.durably(
                source,
                "record a webhook that was not taken",
                sql -> sql.run("""
                        update webhook_deliveries set state = ?, attempts = attempts + 1, next_at = ?,
                            tries = ?::jsonb || (tries - ?)
                        where id = ? and state = 'pending'
                        """, state.code(), next, tried(attempt), Delivery.MOST_TRIES - 1, id));
    }

    @Override
    public void release(UUID id, Instant due) {
        Sql.durably(
                source,
                "give a webhook back",
                sql -> sql.run(
                        "update webhook_deliveries set next_at = ? where id = ? and state = 'pending'", due, id));
    }

    @Override
    public Page<Delivery> list(UUID organizationId, Filter filter, int limit, int offset) {
        var where = new StringBuilder(" where d.organization_id = ?");
        var values = new ArrayList<Object>(List.of(organizationId));
        narrow(where, values, " and d.call_id = ?", filter.callId());
        narrow(where, values, " and d.agent_id = ?", filter.agentId());
        narrow(where, values, " and d.state = ?", filter.state().map(Delivery.State::code));
        return Sql.with(source, "list the webhooks", sql -> {
            var total = sql.number("select count(*) from webhook_deliveries d" + where, values.toArray());
            values.addAll(List.of(limit, offset));
            var items = sql.all(
                    "select " + COLUMNS + " from webhook_deliveries d" + where
                            + " order by d.created_at desc, d.id desc limit ? offset ?",
                    JdbcDeliveries::delivery,
                    values.toArray());
            return new Page<>(items, total, limit, offset);
        });
    }

    @Override
    public Optional<Delivery> resend(UUID organizationId, UUID id, Instant now) {
        return Sql.with(
                source,
                "send a webhook again",
                sql -> sql.first("""
                        update webhook_deliveries d set state = 'pending', next_at = ?, since = ?
                        where d.organization_id = ? and d.id = ? returning\s""" + COLUMNS, JdbcDeliveries::delivery, now, now, organizationId, id));
    }

    @Override
    public void forget(Instant before) {
        Sql.with(
                source,
                "forget old webhooks",
                sql -> sql.run("delete from webhook_deliveries where created_at < ? and state <> 'pending'", before));
    }

    private static void narrow(StringBuilder where, List<Object> values, String condition, Optional<?> value) {
        value.ifPresent(present -> {
            where.append(condition);
            values.add(present);
        });
    }

    private static String tried(Attempt attempt) {
        return Json.write(List.of(AttemptRow.of(attempt)));
    }

    private Due due(ResultSet row) throws SQLException {
        var d = new Columns(row, "d");
        var a = new Columns(row, "a");
        var agent = d.id("agent_id");
        return new Due(
                d.id("id"),
                a.textIfAny("webhook_url").map(URI::create),
                a.bytesIfAny("webhook_secret").map(stored -> sealer.open(agent, AgentRow.WEBHOOK_SECRET, stored)),
                d.text("body"),
                d.integer("attempts"),
                d.instant("since"));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        var d = new Columns(row, "d");
        return new Delivery(
                d.id("id"),
                d.id("organization_id"),
                d.id("agent_id"),
                d.id("call_id"),
                d.text("url"),
                Words.in(Delivery.State.class, d.text("state")),
                d.integer("attempts"),
                d.instant("created_at"),
                d.instantIfAny("next_at"),
                d.instantIfAny("delivered_at"),
                Json.attempts(d.text("tries")).stream().map(AttemptRow::attempt).toList());
    }
}
