package chorus.interop;

import chorus.fake.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A registrar and proxy of somebody else's, on UDP, TCP and TLS, whose memory a restart wipes.
final class Kamailio implements AutoCloseable {
    static final String REALM = "pbx.example";
    static final String PASSWORD = "correct-horse";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private final Tool program = Tool.named("kamailio", "kamailio kamailio-tls-modules");
    private final Tool control = Tool.named("kamcmd", "kamailio");
    private final Path home;
    private final String name;
    private final int port = freePort();
    private final int tlsPort = freePort();
    private final TrialCertificate certificate;
    private Process process;

    private Kamailio(Path home, Rules rules) {
        this.home = home;
        name = "kamailio-" + port;
        certificate = TrialCertificate.in(home);
        writeConfiguration(rules);
        process = launched();
    }

    /// How it treats who comes.
    ///
    /// @param algorithm    of its digest challenges: `MD5` or `SHA-256`
    /// @param oneTimeNonce whether each nonce is good for one request only
    /// @param nonceSeconds how long a nonce is good
    /// @param minExpires   the shortest registration it takes, in seconds; shorter ones get 423
    /// @param recordRoute  whether it stays in the way of the calls that go through it
    /// @param trunkPort    where calls to nobody registered go once authenticated; 0 for nowhere
    record Rules(
            String algorithm,
            boolean oneTimeNonce,
            int nonceSeconds,
            int minExpires,
            boolean recordRoute,
            int trunkPort) {
        static final Rules PLAIN = new Rules("MD5", false, 300, 1, true, 0);

        Rules withAlgorithm(String other) {
            return new Rules(other, oneTimeNonce, nonceSeconds, minExpires, recordRoute, trunkPort);
        }

        Rules withOneTimeNonces() {
            return new Rules(algorithm, true, nonceSeconds, minExpires, recordRoute, trunkPort);
        }

        Rules withMinExpires(int seconds) {
            return new Rules(algorithm, oneTimeNonce, nonceSeconds, seconds, recordRoute, trunkPort);
        }

        Rules withTrunkAt(int phonesPort) {
            return new Rules(algorithm, oneTimeNonce, nonceSeconds, minExpires, recordRoute, phonesPort);
        }
    }

    static Kamailio started(Path home, Rules rules) {
        return new Kamailio(home, rules);
    }

    /// Where it listens for UDP and TCP.
    int port() {
        return port;
    }

    int tlsPort() {
        return tlsPort;
    }

    int portFor(String transport) {
        return transport.equals("tls") ? tlsPort : port;
    }

    /// The certificate to trust, for 127.0.0.1 and localhost.
    Path trusted() {
        return certificate.file();
    }

    /// Whether this user has a binding now.
    boolean registered(String user) {
        return !bindings(user).isEmpty();
    }

    void awaitRegistered(String user) {
        Patience.until(user + " registered at Kamailio", LIMIT, () -> registered(user));
    }

    void awaitGone(String user) {
        Patience.until(user + " gone from Kamailio", LIMIT, () -> !registered(user));
    }

    /// The addresses bound to this user.
    List<String> bindings(String user) {
        return control.says(
                        name + "-control",
                        LIMIT,
                        List.of("-s", "unix:" + home.resolve("ctl"), "ul.lookup", "location", user))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Address: "))
                .map(line -> line.substring("Address: ".length()))
                .toList();
    }

    /// Ends it, and with it all it knew.
    void stop() {
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

    void startAgain() {
        process = launched();
    }

    @Override
    public void close() {
        stop();
    }

    private Process launched() {
        var started = program.start(
                name,
                List.of(
                        "-f",
                        home.resolve("kamailio.cfg").toString(),
                        "-DD",
                        "-E",
                        "-m",
                        "64",
                        "-M",
                        "8",
                        "-Y",
                        home.toString()));
        Patience.until("Kamailio on port " + port + "; see " + Tool.output(name), LIMIT, () -> {
            if (!started.isAlive()) {
                throw new AssertionError("Kamailio ended with " + started.exitValue() + "; see " + Tool.output(name));
            }
            return listens(port) && listens(tlsPort);
        });
        return started;
    }

    private void writeConfiguration(Rules rules) {
        try {
            var template = Files.readString(Path.of("src/test/resources/kamailio/registrar.cfg"));
            Files.writeString(
                    home.resolve("kamailio.cfg"),
                    template.replace("@HOME@", home.toString())
                            .replace("@TLS_PORT@", String.valueOf(tlsPort))
                            .replace("@TRUNK_PORT@", String.valueOf(rules.trunkPort()))
                            .replace("@PORT@", String.valueOf(port))
                            .replace("@REALM@", REALM)
                            .replace("@PASSWORD@", PASSWORD)
                            .replace("@ALGORITHM@", rules.algorithm())
                            .replace("@ONE_TIME_NONCE@", rules.oneTimeNonce() ? "1" : "0")
                            .replace("@NONCE_SECONDS@", String.valueOf(rules.nonceSeconds()))
                            .replace("@MIN_EXPIRES@", String.valueOf(rules.minExpires()))
                            .replace("@RECORD_ROUTE@", rules.recordRoute() ? "1" : "0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One that is free for both UDP and TCP.
    /// None twice: the system gives one that was just let go to the next who asks.
    static int freePort() {
        for (var tries = 0; tries < 200; tries++) {
            try (var stream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var datagrams = new DatagramSocket(stream.getLocalPort(), InetAddress.getLoopbackAddress())) {
                if (GIVEN.add(datagrams.getLocalPort())) {
                    return datagrams.getLocalPort();
                }
            } catch (IOException taken) {
                // Try another.
            }
        }
        throw new AssertionError("No port is free for both UDP and TCP.");
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
