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
import java.time.Clock;
import java.util.Optional;

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
