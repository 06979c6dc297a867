package chorus.store;

import chorus.phonebook.Balance;
import chorus.secret.MasterKeyFile;
import chorus.secret.Sealer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// A process of its own that opens a store, makes an organization, says so, and holds on until it is killed or its
/// input ends.
final class StoreHolder {
    private StoreHolder() {}

    public static void main(String[] arguments) throws Exception {
        var data = Path.of(arguments[0]);
        var began = System.nanoTime();
        var options = new StoreOptions(new StoreOptions.Place.Embedded(data, TestDatabase.programs()), "main", 4, 10);
        try (var store = Store.open(options, new Sealer(MasterKeyFile.in(data)), Clock.systemUTC())) {
            var millis = (System.nanoTime() - began) / 1_000_000;
            store.organizations().create("Held", new Balance.Unlimited(), Optional.empty());
            tell("open after " + millis + " ms");
            while (System.in.read() >= 0) {
                // Whatever comes in is not for us.
            }
        } catch (StoreException e) {
            tell("refused: " + e.getMessage());
        }
    }

    private static void tell(String line) throws java.io.IOException {
        try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
            out.write((line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
