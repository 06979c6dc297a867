package chorus.store;

import chorus.phonebook.AuditLog;
import chorus.phonebook.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// The audit log.
final class JdbcAuditLog implements AuditLog {
    private static final String COLUMNS = Columns.list(
            "l",
            "id",
            "organization_id",
            "key_id",
            "key_name",
            "action",
            "object_id",
            "fields",
            "status",
            "came_from",
            "created_at");

    private final DataSource source;

    JdbcAuditLog(DataSource source) {
        this.source = source;
    }

    @Override
    public void add(Entry entry) {
        Sql.durably(
                source,
                "write the audit log",
                sql -> sql.run(
                        """
                        insert into audit_log (id, organization_id, key_id, key_name, action, object_id, fields, status,
                            came_from, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
                        """,
                        entry.id(),
                        entry.organizationId(),
                        entry.keyId(),
                        entry.keyName(),
                        entry.action(),
                        entry.objectId(),
                        entry.fields(),
                        entry.status(),
                        entry.from(),
                        entry.at()));
    }

    @Override
    public Page<Entry> list(UUID organizationId, Filter filter, int limit, int offset) {
        var where = new StringBuilder(" where l.organization_id = ?");
        var values = new ArrayList<Object>(List.of(organizationId));
        filter.keyId().ifPresent(id -> narrow(where, values, "key_id", id));
        filter.action().ifPresent(action -> narrow(where, values, "action", action));
        filter.objectId().ifPresent(id -> narrow(where, values, "object_id", id));
        return Sql.with(source, "list the audit log", sql -> {
            var total = sql.number("select count(*) from audit_log l" + where, values.toArray());
            values.addAll(List.of(limit, offset));
            var items = sql.all(
                    "select " + COLUMNS + " from audit_log l" + where + " order by l.position desc limit ? offset ?",
                    JdbcAuditLog::entry,
                    values.toArray());
            return new Page<>(items, total, limit, offset);
        });
    }

    @Override
    public void forget(Instant before) {
        Sql.with(
                source,
                "forget old entries of the audit log",
                sql -> sql.run("delete from audit_log where created_at < ?", before));
    }

    private static void narrow(StringBuilder where, List<Object> values, String column, Object value) {
        where.append(" and l.").append(column).append(" = ?");
        values.add(value);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var l = new Columns(row, "l");
        return new Entry(
                l.id("id"),
                l.id("organization_id"),
                l.id("key_id"),
                l.text("key_name"),
                l.text("action"),
                l.textIfAny("object_id"),
                l.text("fields"),
                l.integer("status"),
                l.text("came_from"),
                l.instant("created_at"));
    }
}
