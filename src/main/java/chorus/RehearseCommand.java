package chorus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/// A day in the life of a server, played in seconds on loopback and in a directory that is deleted afterwards, so that
/// the JVM learns which classes to keep loaded and which methods to compile first (`-XX:AOTCacheOutput`).
@Command(
        name = "rehearse",
        hidden = true,
        description = "Play some calls through a server of its own, for the JVM to learn from.")
final class RehearseCommand implements Runnable {
    private static final String KEY = "a-key-for-one-rehearsal";
    private static final int CALLS = 240;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration STUCK = Duration.ofSeconds(60);

    @Override
    public void run() {
        Thread.ofPlatform().daemon().start(RehearseCommand::endWhenStuck);
        play(CALLS, LONGEST);
    }

    /// Plays calls and requests through a whole server.
    ///
    /// @return how many calls were answered and ended well
    static int play(int calls, Duration longest) {
        var folder = temporary();
        try (var server = Server.start(Settings.read(settings(folder)))) {
            var whenStopped = new Thread(server::close, "shutdown");
            Runtime.getRuntime().addShutdownHook(whenStopped);
            new RehearsalRequests(server.httpPort(), KEY).play();
            var ended = new RehearsalCalls(server.sipPort()).play(calls, longest);
            Runtime.getRuntime().removeShutdownHook(whenStopped);
            return ended;
        } finally {
            delete(folder);
        }
    }

    /// Nothing of the person's own settings, so that every rehearsal is the same.
    private static Map<String, String> settings(Path folder) {
        return Map.of(
                SettingsSource.FILE_KEY,
                empty(folder).toString(),
                Setting.DATA.key(),
                folder.toString(),
                Setting.BIND.key(),
                "127.0.0.1",
                Setting.HTTP_PORT.key(),
                "0",
                Setting.SIP_PORT.key(),
                "0",
                Setting.ADMIN_KEY.key(),
                KEY);
    }

    private static Path empty(Path folder) {
        try {
            return Files.createFile(folder.resolve("settings"));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make a file in " + folder + ".", e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("chorus-rehearsal-");
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make a temporary directory.", e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                var _ = file.toFile().delete();
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete " + folder + ".", e);
        }
    }

    /// A build must not wait for ever for a rehearsal.
    private static void endWhenStuck() {
        try {
            if (!new CountDownLatch(1).await(STUCK.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().exit(1);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
