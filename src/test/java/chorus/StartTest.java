package chorus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person reads when a start is impossible: one sentence, with what to change.
class StartTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void namesTheSettingWhenTheApisPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, HERE)) {
            assertThatThrownBy(() -> TestServer.start(Map.of("CHORUS_HTTP_PORT", text(taken.getLocalPort()))))
                    .isInstanceOf(SettingsException.class)
                    .hasMessage("Port " + taken.getLocalPort()
                            + " on 127.0.0.1 is used by another program: stop that, or set CHORUS_HTTP_PORT to a free"
                            + " port.");
        }
    }

    @Test
    void namesTheSettingWhenSipsPortIsTakenForUdp() throws IOException {
        try (var taken = new DatagramSocket(new InetSocketAddress(HERE, 0))) {
            assertThatThrownBy(() -> TestServer.start(Map.of("CHORUS_SIP_PORT", text(taken.getLocalPort()))))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " on 127.0.0.1 is used")
                    .hasMessageContaining("CHORUS_SIP_PORT");
        }
    }

    @Test
    void namesTheSettingWhenSipsPortIsTakenForTcp() throws IOException {
        try (var taken = new ServerSocket(0, 1, HERE)) {
            assertThatThrownBy(() -> TestServer.start(Map.of("CHORUS_SIP_PORT", text(taken.getLocalPort()))))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("CHORUS_SIP_PORT");
        }
    }

    @Test
    void namesTheSettingWhenTheAddressIsAnothersMachine() {
        assertThatThrownBy(() -> TestServer.start(Map.of("CHORUS_BIND", "192.0.2.1")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("192.0.2.1 is not an address of this machine: set CHORUS_BIND to one that is.");
    }

    @Test
    void makesACertificateForTrialsThatIsGoodForThisMachinesNames(@TempDir Path folder) throws Exception {
        var settings = Map.of("CHORUS_DATA", folder.toString(), "CHORUS_PUBLIC_IP", "203.0.113.7");
        try (var server = TestServer.start(settings);
                var file = Files.newInputStream(folder.resolve("tls/self-signed.crt"))) {
            var made = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
            assertThat(made.getSubjectAlternativeNames().stream().map(name -> String.valueOf(name.get(1))))
                    .contains("localhost", "127.0.0.1", "203.0.113.7");
            assertThat(server.sipPort()).isPositive();
        }
    }

    @Test
    void namesTheSettingWhenTheDataDirectoryCannotBeMade(@TempDir Path folder) throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> TestServer.start(
                        Map.of("CHORUS_DATA", file.resolve("data").toString())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("CHORUS_DATA");
    }

    private static String text(int port) {
        return Integer.toString(port);
    }
}
