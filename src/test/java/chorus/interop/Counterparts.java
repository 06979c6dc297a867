package chorus.interop;

import chorus.fake.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Programs of somebody else's that come from npm, at the versions that `.ci/run` installs.
final class Counterparts {
    private static final Path MODULES =
            Path.of(".ci", "counterparts", "node_modules").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Logger LOG = LoggerFactory.getLogger(Counterparts.class);

    private Counterparts() {}

    /// The program's entry, for node.
    static Path script(String path) {
        var script = MODULES.resolve(path);
        if (!Files.isRegularFile(script)) {
            throw Tool.lacking(script + " is not there (.ci/run installs it with npm)");
        }
        return script;
    }

    static Tool node() {
        return Tool.named("node", "nodejs");
    }

    /// Twilio's own description of its REST API. It is no program that could be installed, and not part of this
    /// repository: whoever has not put it there is told that the test was skipped.
    static Path twilioDescription() {
        var path = System.getenv("TWILIO_OPENAPI");
        if (path == null || path.isEmpty() || !Files.isRegularFile(Path.of(path))) {
            var reason = "TWILIO_OPENAPI names no file: set it to Twilio's OpenAPI document";
            LOG.warn("Skipped: {}.", reason);
            throw new TestAbortedException(reason);
        }
        return Path.of(path);
    }

    static void awaitPort(Process program, int port) {
        Patience.until("something to listen on port " + port, LIMIT, () -> {
            if (!program.isAlive()) {
                throw new AssertionError("The program for port " + port + " ended: see target/interop.");
            }
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return true;
            } catch (IOException _) {
                return false;
            }
        });
    }
}
