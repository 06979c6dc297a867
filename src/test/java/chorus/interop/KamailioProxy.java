package chorus.interop;

import chorus.fake.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Kamailio as the outbound proxy between us and PBXs: it records its route, and lets two of them ring at once.
final class KamailioProxy implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Tool program = Tool.named("kamailio", "kamailio");
    private final int port = Kamailio.freePort();
    private final String name = "kamailio-proxy-" + port;
    private final Process process;

    private KamailioProxy(Path home, String algorithm, boolean asks, int first, int second) {
        write(home, algorithm, asks, first, second);
        process = program.start(
                name,
                List.of(
                        "-f",
                        home.resolve("proxy.cfg").toString(),
                        "-DD",
                        "-E",
                        "-m",
                        "64",
                        "-M",
                        "8",
                        "-Y",
                        home.toString()));
        Patience.until("Kamailio on port " + port + "; see " + Tool.output(name), LIMIT, this::listens);
    }

    /// One that lets everybody through to the PBX.
    static KamailioProxy inFrontOf(Path home, DialledPbx pbx) {
        return new KamailioProxy(home, "MD5", false, pbx.port(), 0);
    }

    /// One that asks for [Kamailio#PASSWORD] first.
    ///
    /// @param algorithm `MD5` or `SHA-256`
    static KamailioProxy guarding(Path home, String algorithm, DialledPbx pbx) {
        return new KamailioProxy(home, algorithm, true, pbx.port(), 0);
    }

    /// One that lets both ring.
    static KamailioProxy forkingTo(Path home, DialledPbx first, DialledPbx second) {
        return new KamailioProxy(home, "MD5", false, first.port(), second.port());
    }

    int port() {
        return port;
    }

    /// What it heard, one line for each request.
    String heard() {
        try {
            return Files.readString(Tool.output(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }

    private void write(Path home, String algorithm, boolean asks, int first, int second) {
        try {
            var template = Files.readString(Path.of("src/test/resources/kamailio/proxy.cfg"));
            Files.writeString(
                    home.resolve("proxy.cfg"),
                    template.replace("@PORT@", String.valueOf(port))
                            .replace("@ALGORITHM@", algorithm)
                            .replace("@REALM@", Kamailio.REALM)
                            .replace("@PASSWORD@", Kamailio.PASSWORD)
                            .replace("@ASKS@", asks ? "1" : "0")
                            .replace("@FIRST@", String.valueOf(first))
                            .replace("@SECOND@", String.valueOf(second)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new AssertionError("Kamailio ended with " + process.exitValue() + "; see " + Tool.output(name));
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
