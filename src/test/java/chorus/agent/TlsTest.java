package chorus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Opening.Answering;
import chorus.phonebook.AgentRuntime;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents behind TLS: who is trusted, and what is said of the others.
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static KeyStore keys;

    @BeforeAll
    static void makeCertificate() throws Exception {
        var file = folder.resolve("keys.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "agent",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=agent",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(made.waitFor()).isZero();
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
    }

    @Test
    void opensToAServerWhoseCertificateIsTrusted() throws Exception {
        try (var server = server();
                var line = trusting()) {
            line.opened(at("localhost", server)).close();
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() throws Exception {
        try (var server = server();
                var line = new Line()) {
            assertThat(line.failure(at("localhost", server)))
                    .isEqualTo("The agent at wss://localhost:" + server.port() + " failed the TLS handshake:"
                            + " unable to find valid certification path to requested target.");
        }
    }

    @Test
    void refusesACertificateForAnotherName() throws Exception {
        try (var server = server();
                var line = trusting()) {
            assertThat(line.failure(at("127.0.0.1", server)))
                    .startsWith(
                            "The agent at wss://127.0.0.1:" + server.port() + " failed the TLS handshake: No subject");
        }
    }

    private static AgentRuntime at(String host, Answering server) {
        return new AgentRuntime.WebSocket(URI.create("wss://" + host + ":" + server.port() + "/"), Map.of());
    }

    private static Answering server() throws Exception {
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        var tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        return new Answering(tls.getServerSocketFactory().createServerSocket());
    }

    private static Line trusting() throws Exception {
        var context = SslContextBuilder.forClient()
                .trustManager((X509Certificate) keys.getCertificate("agent"))
                .build();
        return new Line(AgentOptions.standard(false), Optional.empty(), () -> context);
    }
}
