package chorus.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the columns of one table from a row that may hold several tables, each column under its table's alias:
/// `agents.name as a_name`.
record Columns(ResultSet row, String alias) {
    /// The list to select, for a table that goes by `alias` in the statement.
    static String list(String alias, String... names) {
        return Arrays.stream(names)
                .map(name -> alias + "." + name + " as " + alias + "_" + name)
                .collect(Collectors.joining(", "));
    }

    String text(String name) throws SQLException {
        return present(name, row.getString(label(name)));
    }

    Optional<String> textIfAny(String name) throws SQLException {
        return Optional.ofNullable(row.getString(label(name)));
    }

    UUID id(String name) throws SQLException {
        return present(name, row.getObject(label(name), UUID.class));
    }

    Optional<UUID> idIfAny(String name) throws SQLException {
        return Optional.ofNullable(row.getObject(label(name), UUID.class));
    }

    Instant instant(String name) throws SQLException {
        return present(name, row.getObject(label(name), OffsetDateTime.class)).toInstant();
    }

    Optional<Instant> instantIfAny(String name) throws SQLException {
        return Optional.ofNullable(row.getObject(label(name), OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    boolean flag(String name) throws SQLException {
        return row.getBoolean(label(name));
    }

    int integer(String name) throws SQLException {
        return row.getInt(label(name));
    }

    Optional<Integer> integerIfAny(String name) throws SQLException {
        return Optional.ofNullable(row.getObject(label(name), Integer.class));
    }

    Optional<BigDecimal> decimalIfAny(String name) throws SQLException {
        return Optional.ofNullable(row.getBigDecimal(label(name)));
    }

    long whole(String name) throws SQLException {
        return row.getLong(label(name));
    }

    Optional<Long> wholeIfAny(String name) throws SQLException {
        return Optional.ofNullable(row.getObject(label(name), Long.class));
    }

    byte[] bytes(String name) throws SQLException {
        return present(name, row.getBytes(label(name)));
    }

    Optional<byte[]> bytesIfAny(String name) throws SQLException {
        return Optional.ofNullable(row.getBytes(label(name)));
    }

    Object[] array(String name) throws SQLException {
        return (Object[]) present(name, row.getArray(label(name))).getArray();
    }

    List<String> texts(String name) throws SQLException {
        return Arrays.stream(array(name)).map(String::valueOf).toList();
    }

    String label(String name) {
        return alias + "_" + name;
    }

    private <T> T present(String name, @Nullable T value) {
        if (value == null) {
            throw new StoreException("A stored row lacks its " + name + ".");
        }
        return value;
    }
}
