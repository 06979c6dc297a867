package chorus;

import chorus.api.ApiException;
import chorus.secret.UnsealableException;
import chorus.store.StoreException;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line: `./chorus serve`, `settings`, `keys`, `doctor`, `diagnose`.
@Command(
        name = "chorus",
        description = "Connects phone numbers to voice agents.",
        mixinStandardHelpOptions = true,
        version = "Chorus " + Main.VERSION,
        subcommands = {
            ServeCommand.class,
            SettingsCommand.class,
            KeysCommand.class,
            DoctorCommand.class,
            DiagnoseCommand.class,
            RehearseCommand.class
        },
        footer = {"", "Also: ./chorus check builds and runs every test."})
public final class Main implements Runnable {
    static final String VERSION = "0.1.0";

    /// Failures whose message says what to change.
    private static final List<Class<? extends RuntimeException>> KNOWN =
            List.of(SettingsException.class, StoreException.class, UnsealableException.class, ApiException.class);

    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::explain)
                .execute(args));
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    /// Known troubles in one sentence, surprises with their stack.
    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (KNOWN.stream().anyMatch(type -> type.isInstance(e))) {
            command.getErr().println("chorus: " + e.getMessage());
        } else {
            LoggerFactory.getLogger(Main.class).error("an unexpected failure", e);
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
