package chorus.store;

import chorus.secret.Secret;
import java.nio.file.Path;

/// Where the database is and how it is used.
///
/// @param node               this server's name in the call log, the same at every start
/// @param connections        how many connections to the database may be open at once
/// @param maxConcurrentCalls the limit of an organization that has none of its own
public record StoreOptions(Place place, String node, int connections, int maxConcurrentCalls) {
    private static final int CONNECTIONS = 16;
    private static final int BESIDE_CONNECTIONS = 2;
    private static final int MAX_CONCURRENT_CALLS = 1000;

    public StoreOptions {
        if (node.isBlank()) {
            throw new IllegalArgumentException("A node needs a name that stays the same at every start.");
        }
        if (connections < 1 || maxConcurrentCalls < 0) {
            throw new IllegalArgumentException(
                    "A store needs at least one connection and a limit of calls that is not negative.");
        }
    }

    /// An embedded database in the data directory, as a lone server uses it.
    public static StoreOptions embedded(Path dataDirectory) {
        var programs = dataDirectory.resolve("postgres").resolve("programs");
        return new StoreOptions(new Place.Embedded(dataDirectory, programs), "main", CONNECTIONS, MAX_CONCURRENT_CALLS);
    }

    /// A PostgreSQL server at `postgres://user:password@host:port/database`.
    public static StoreOptions at(Secret url) {
        return new StoreOptions(new Place.Server(url), "main", CONNECTIONS, MAX_CONCURRENT_CALLS);
    }

    /// The same database, shared with the process that runs it, if one does: for commands beside a server.
    public StoreOptions beside() {
        return place instanceof Place.Embedded embedded
                ? new StoreOptions(new Place.Beside(embedded), node, BESIDE_CONNECTIONS, maxConcurrentCalls)
                : this;
    }

    public StoreOptions withNode(String name) {
        return new StoreOptions(place, name, connections, maxConcurrentCalls);
    }

    public StoreOptions withConnections(int count) {
        return new StoreOptions(place, node, count, maxConcurrentCalls);
    }

    public StoreOptions withMaxConcurrentCalls(int calls) {
        return new StoreOptions(place, node, connections, calls);
    }

    /// Which database.
    public sealed interface Place {
        /// @param programs where PostgreSQL's programs are unpacked; several data directories may share it
        record Embedded(Path dataDirectory, Path programs) implements Place {}

        /// The embedded database of a data directory, whether or not a server of ours runs on it at the moment.
        record Beside(Embedded embedded) implements Place {}

        record Server(Secret url) implements Place {}
    }
}
