package chorus;

import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Starts the server and keeps it until the process is told to end.
@Command(name = "serve", description = "Start the server.")
final class ServeCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
        var settings = Settings.read(System.getenv());
        Logging.level(settings.logLevel());
        var server = Server.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(server::drain, "shutdown"));
        if (spec != null) {
            var out = spec.commandLine().getOut();
            out.println(Welcome.text(server, settings));
            out.flush();
        }
        awaitEnd();
    }

    /// The end comes as a signal, on the shutdown hook's thread.
    private static void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
