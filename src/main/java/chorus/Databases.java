package chorus;

import chorus.secret.MasterKeyFile;
import chorus.secret.MasterKeys;
import chorus.secret.Sealer;
import chorus.store.Store;
import chorus.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;

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
                .withMaxConcurrentCalls(settings.maxCalls());
    }

    private static Sealer sealer(Settings settings) {
        try {
            Files.createDirectories(settings.data());
        } catch (IOException e) {
            throw new SettingsException(
                    "The data directory " + settings.data() + " cannot be made: set " + Setting.DATA.key()
                            + " to a directory that can be written.",
                    e);
        }
        return new Sealer(
                settings.masterKey().map(MasterKeys::parse).orElseGet(() -> MasterKeyFile.in(settings.data())));
    }
}
