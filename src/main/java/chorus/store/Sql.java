package chorus.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/// Statements with parameters, and rows read back, on one connection.
///
/// Parameters may be texts, numbers, booleans, UUIDs, instants, byte arrays, arrays of texts or of byte arrays,
/// and Optionals of these.
final class Sql {
    static final String UNIQUE_VIOLATION = "23505";
    static final String FOREIGN_KEY_VIOLATION = "23503";

    private final Connection connection;

    private Sql(Connection connection) {
        this.connection = connection;
    }

    /// One unit of work.
    interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    /// Reads one row.
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// Each statement commits by itself.
    static <T> T with(DataSource source, String attempt, Work<T> work) {
        try {
            return once(source, work);
        } catch (SQLException e) {
            throw failure(attempt, e);
        }
    }

    /// Questions about many rows that an index answers: PostgreSQL is told that its pages lie in memory, and has room
    /// to sort.
    static <T> T overIndexes(DataSource source, String attempt, Work<T> work) {
        return inTransaction(source, attempt, sql -> {
            sql.run("set local random_page_cost = 1");
            sql.run("set local work_mem = '32MB'");
            return work.run(sql);
        });
    }

    /// For work that may be done twice without harm and must not get lost: it is tried again when the connection
    /// breaks under it, and an interrupted thread, whose sockets would break, does it before it sees the interrupt.
    static <T> T durably(DataSource source, String attempt, Work<T> work) {
        return durably(source, attempt, () -> once(source, work));
    }

    /// The same for work whose statements commit together, or not at all.
    static <T> T durablyInTransaction(DataSource source, String attempt, Work<T> work) {
        return durably(source, attempt, () -> onceInTransaction(source, work));
    }

    /// One whole try.
    private interface Try<T> {
        T run() throws SQLException;
    }

    private static <T> T durably(DataSource source, String attempt, Try<T> work) {
        var interrupted = Thread.interrupted();
        try {
            return work.run();
        } catch (SQLException e) {
            if (!isConnectionLost(e)) {
                throw failure(attempt, e);
            }
            interrupted |= Thread.interrupted();
            dropIdleConnections(source);
            return again(attempt, work);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T again(String attempt, Try<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw failure(attempt, e);
        }
    }

    private static <T> T once(DataSource source, Work<T> work) throws SQLException {
        try (var connection = source.getConnection()) {
            return work.run(new Sql(connection));
        }
    }

    /// What broke one connection has mostly broken its neighbours too.
    private static void dropIdleConnections(DataSource source) {
        if (source instanceof HikariDataSource pool) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /// Classes 08 (connection) and 57 (the server was told to stop), or a wait for a connection that was interrupted.
    private static boolean isConnectionLost(SQLException failure) {
        var state = Optional.ofNullable(failure.getSQLState()).orElse("08");
        return state.startsWith("08") || state.startsWith("57P");
    }

    /// All statements commit together, or none does.
    static <T> T inTransaction(DataSource source, String attempt, Work<T> work) {
        try {
            return onceInTransaction(source, work);
        } catch (SQLException e) {
            throw failure(attempt, e);
        }
    }

    private static <T> T onceInTransaction(DataSource source, Work<T> work) throws SQLException {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.run(new Sql(connection));
                connection.commit();
                return result;
            } finally {
                // After a commit this does nothing.
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    int run(String sql, @Nullable Object... parameters) throws SQLException {
        try (var statement = prepared(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    <T> List<T> all(String sql, Row<T> row, @Nullable Object... parameters) throws SQLException {
        try (var statement = prepared(sql, parameters);
                var rows = statement.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(row.read(rows));
            }
            return List.copyOf(found);
        }
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... parameters) throws SQLException {
        return all(sql, row, parameters).stream().findFirst();
    }

    long number(String sql, @Nullable Object... parameters) throws SQLException {
        return first(sql, row -> row.getLong(1), parameters).orElse(0L);
    }

    /// The name of the constraint that a statement broke; empty for any other failure.
    static Optional<String> brokenConstraint(SQLException failure) {
        return failure instanceof PSQLException told
                ? Optional.ofNullable(told.getServerErrorMessage()).flatMap(m -> Optional.ofNullable(m.getConstraint()))
                : Optional.empty();
    }

    static StoreException failure(String attempt, SQLException cause) {
        return new StoreException("Could not " + attempt + ": " + cause.getMessage(), cause);
    }

    private PreparedStatement prepared(String sql, @Nullable Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
        return statement;
    }

    private void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setObject(index, null);
            case Optional<?> optional -> bind(statement, index, optional.orElse(null));
            case String text -> statement.setString(index, text.replace('\0', '\uFFFD'));
            case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            case UUID id -> statement.setObject(index, id);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case String[] texts -> statement.setArray(index, connection.createArrayOf("text", texts));
            case UUID[] ids -> statement.setArray(index, connection.createArrayOf("uuid", ids));
            case byte[][] blobs -> statement.setArray(index, connection.createArrayOf("bytea", blobs));
            default -> statement.setObject(index, value);
        }
    }
}
