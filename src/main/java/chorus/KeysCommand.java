package chorus;

import chorus.phonebook.ApiKey;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Makes API keys for a person who lost theirs, beside a running server or without one.
@Command(name = "keys", description = "Make API keys.")
final class KeysCommand {
    @Command(name = "create", description = "Make a new admin and operator key of the first organization.")
    void create(
            @CommandLine.Spec CommandLine.Model.CommandSpec spec,
            @CommandLine.Option(names = "--name", description = "what to call the key", defaultValue = "made by command")
                    String name) {
        var settings = Settings.read(System.getenv());
        Logging.level("warn");
        try (var store = Databases.join(settings, Clock.systemUTC())) {
            var first = FirstStart.oldest(store);
            var out = spec.commandLine().getOut();
            if (first.isEmpty()) {
                throw new SettingsException("There is no organization yet: start the server once first.");
            }
            var issued = store.apiKeys().create(first.get().id(), name, ApiKey.Role.ADMIN, true);
            out.println(issued.key().reveal());
            out.flush();
        }
    }
}
