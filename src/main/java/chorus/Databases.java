package chorus;

import chorus.secret.MasterKeyFile;
import chorus.secret.MasterKeys;
import chorus.secret.Sealer;
import chorus.store.Store;
import chorus.store.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// Opens the database that the settings name, with the key that seals its secrets.
final class Databases {
    /// Where PostgreSQL's programs are unpacked, once for all data directories; named by the launcher.
    private static final String PROGRAMS = "chorus.programs";

    private Databases() {}

    static Store open(Settings settings, Clock clock) {
        try {
            return Store.open(options(settings), sealer(settings), clock);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new SettingsException(String.valueOf(e.getMessage()), e);
        }
    }

    /// For a command that may run beside a server.
    static Store openBeside(Settings settings, Clock clock) {
        return Store.open(options(settings).beside(), sealer(settings), clock);
    }

    private static StoreOptions options(Settings settings) {
        return settings.databaseUrl()
                .map(StoreOptions::at)
                .orElseGet(() -> embedded(settings.data()))
                .withNode(node(settings))
                .withMaxConcurrentCalls(settings.maxCalls());
    }

    private static StoreOptions embedded(Path data) {
        var standard = StoreOptions.embedded(data);
        return programs()
                .map(programs -> new StoreOptions(
                        new StoreOptions.Place.Embedded(data, programs),
                        standard.node(),
                        standard.connections(),
                        standard.maxConcurrentCalls()))
                .orElse(standard);
    }

    /// Only a folder that this user may write: elsewhere the data directory has its own.
    private static Optional<Path> programs() {
        return Optional.ofNullable(System.getProperty(PROGRAMS)).map(Path::of).filter(Files::isWritable);
    }

    /// This server's name among those that share a database: made once, kept in the data directory.
    private static String node(Settings settings) {
        var file = settings.data().resolve("node");
        try {
            Files.createDirectories(settings.data());
            if (!Files.exists(file)) {
                var made = Files.writeString(
                        Files.createTempFile(settings.data(), "node", ".new"),
                        UUID.randomUUID().toString());
                Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw cannotBeMade(settings, e);
        }
    }

    private static Sealer sealer(Settings settings) {
        try {
            Files.createDirectories(settings.data());
        } catch (IOException e) {
            throw cannotBeMade(settings, e);
        }
        return new Sealer(
                settings.masterKey().map(MasterKeys::parse).orElseGet(() -> MasterKeyFile.in(settings.data())));
    }

    private static SettingsException cannotBeMade(Settings settings, IOException cause) {
        return new SettingsException(
                "The data directory " + settings.data() + " cannot be made or written: set " + Setting.DATA.key()
                        + " to a directory that can be written.",
                cause);
    }
}
