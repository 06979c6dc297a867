package chorus.store;

import chorus.phonebook.LineHistories;
import chorus.phonebook.LineStatus.Change;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// What became of lines: one row for each number, which goes when the number goes.
final class JdbcLineHistories implements LineHistories {
    private final DataSource source;

    JdbcLineHistories(DataSource source) {
        this.source = source;
    }

    @Override
    public Map<UUID, List<Change>> all() {
        return Sql.with(
                        source,
                        "read what became of the lines",
                        sql -> sql.all(
                                "select phone_number_id, changes from line_histories",
                                row -> Map.entry(row.getObject(1, UUID.class), changes(row.getString(2)))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void keep(Map<UUID, List<Change>> histories) {
        Sql.inTransaction(source, "write down what became of lines", sql -> {
            for (var one : histories.entrySet()) {
                sql.run(
                        """
                        insert into line_histories (phone_number_id, changes)
                        select id, ?::jsonb from phone_numbers where id = ?
                        on conflict (phone_number_id) do update set changes = excluded.changes
                        """,
                        Json.write(one.getValue().stream().map(LineChange::of).toList()),
                        one.getKey());
            }
            return histories.size();
        });
    }

    private static List<Change> changes(String json) {
        return Json.changes(json).stream().map(LineChange::change).toList();
    }
}
