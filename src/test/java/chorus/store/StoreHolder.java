package chorus.store;

import chorus.phonebook.Balance;
import chorus.secret.MasterKeyFile;
import chorus.secret.Sealer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A process of its own that opens a store, makes an organization, says so, and holds on until it is killed or its
/// input ends.
final class StoreHolder {
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private StoreHolder() {}

    public static void main(String[] arguments) throws Exception {
        var data = Path.of(arguments[0]);
        var began = System.nanoTime();
        var options = new StoreOptions(new StoreOptions.Place.Embedded(data, TestDatabase.programs()), "main", 4, 10);
        try (var store = Store.open(options, new Sealer(MasterKeyFile.in(data)), Clock.systemUTC())) {
            var millis = (System.nanoTime() - began) / 1_000_000;
            store.organizations().create("Held", new Balance.Unlimited(), Optional.empty());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> makeOneMore(store, data)));
            tell("open after " + millis + " ms");
            while (System.in.read() >= 0) {
                // Whatever comes in is not for us.
            }
        } catch (StoreException e) {
            tell("refused: " + e.getMessage());
        }
    }

    /// What a server does that writes the ends of its calls before it ends itself: a second after the signal, unless
    /// the database is gone by then. A holder whose input ended has nothing left to make.
    private static void makeOneMore(Store store, Path data) {
        try {
            var lines = Files.readAllLines(data.resolve("postgres/data/postmaster.pid"));
            var database = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
            database.orElseThrow()
                    .onExit()
                    .completeOnTimeout(ProcessHandle.current(), 1, TimeUnit.SECONDS)
                    .join();
            store.organizations().create("Late", new Balance.Unlimited(), Optional.empty());
            store.close();
            tell("made one more");
        } catch (IOException | RuntimeException e) {
            tell("made none: " + e);
        }
    }

    private static void tell(String line) {
        try {
            OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
