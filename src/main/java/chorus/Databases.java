package chorus;

import chorus.secret.MasterKeyFile;
import chorus.secret.MasterKeys;
import chorus.secret.Sealer;
import chorus.store.Store;
import chorus.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.UUID;

/// Opens the database that the settings name, with the key that seals its secrets.
final class Databases {
    private Databases() {}

    static Store open(Settings settings, Clock clock) {
        return Store.open(options(settings), sealer(settings), clock);
    }

    /// For a command that may run beside a server.
    static Store openBeside(Settings settings, Clock clock) {
        return Store.open(options(settings).beside(), sealer(settings), clock);
    }

    private static StoreOptions options(Settings settings) {
        return settings.databaseUrl()
                .map(StoreOptions::at)
                .orElseGet(() -> StoreOptions.embedded(settings.data()))
                .withNode(node(settings))
                .withMaxConcurrentCalls(settings.maxCalls());
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
