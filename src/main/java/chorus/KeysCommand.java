package chorus;

import chorus.phonebook.ApiKey;
import chorus.secret.Secret;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Makes API keys for a person who lost theirs, beside a running server or without one.
@Command(name = "keys", description = "Make API keys.")
final class KeysCommand {
    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Command(name = "create", description = "Make a new admin and operator key of the first organization.")
    void create(
            @CommandLine.Option(
                            names = "--name",
                            description = "what to call the key",
                            defaultValue = "made by command")
                    String name) {
        var settings = Settings.read(System.getenv());
        Logging.level("warn");
        try (var store = Databases.openBeside(settings, Clock.systemUTC())) {
            var first = FirstStart.oldest(store);
            if (first.isEmpty()) {
                throw new SettingsException("There is no organization yet: start the server once first.");
            }
            var issued = store.apiKeys().create(first.get().id(), name, ApiKey.Role.ADMIN, true);
            print(issued.key());
        }
    }

    private void print(Secret key) {
        if (spec != null) {
            var out = spec.commandLine().getOut();
            out.println(key.reveal());
            out.flush();
        }
    }
}
