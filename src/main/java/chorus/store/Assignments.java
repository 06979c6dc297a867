package chorus.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The columns that a statement writes, each named once beside its value, for inserts and updates alike.
final class Assignments {
    private record Value(Object value, String mark) {}

    private final Map<String, Value> columns = new LinkedHashMap<>();

    /// A later value takes the place of an earlier one.
    Assignments set(String column, Object value) {
        columns.put(column, new Value(value, "?"));
        return this;
    }

    /// @param json written already
    Assignments json(String column, String json) {
        columns.put(column, new Value(json, "?::jsonb"));
        return this;
    }

    /// `insert into agents as a (id, name) values (?, ?)`.
    String insert(String table, String alias) {
        var marks = columns.values().stream().map(Value::mark).collect(Collectors.joining(", "));
        return "insert into " + table + " as " + alias + " (" + String.join(", ", columns.keySet()) + ") values ("
                + marks + ")";
    }

    /// `update agents as a set name = ?`.
    String update(String table, String alias) {
        return "update " + table + " as " + alias + " set "
                + columns.entrySet().stream()
                        .map(column ->
                                column.getKey() + " = " + column.getValue().mark())
                        .collect(Collectors.joining(", "));
    }

    /// The values in the order of the columns, then what else the statement asks for.
    Object[] values(Object... more) {
        return Stream.concat(columns.values().stream().map(Value::value), Stream.of(more))
                .toArray();
    }
}
