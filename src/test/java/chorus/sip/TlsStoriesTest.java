package chorus.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.fake.Patience;
import chorus.sip.transaction.Timing;
import chorus.sip.transport.Pace;
import chorus.sip.transport.Papers;
import chorus.sip.transport.SipCounters.Event;
import chorus.sip.transport.Target;
import chorus.sip.transport.TlsIdentity;
import chorus.sip.transport.TlsOptions;
import chorus.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIP over TLS: who we show ourselves to be, whom we believe, and flows that are kept.
class TlsStoriesTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final String PEER = "sip.example.com";

    @TempDir
    Path folder;

    private final BlockingQueue<String> breaks = new LinkedBlockingQueue<>();
    private Papers papers;
    private TlsIdentity own;
    private Callee callee;

    @BeforeEach
    void open() throws Exception {
        papers = new Papers(folder);
        own = papers.issue("own", "localhost");
        callee = callee(own, Pace.STANDARD);
    }

    @AfterEach
    void close() {
        callee.close();
    }

    @Test
    void aCallOverTlsIsAnsweredOnItsConnectionAndNamesItsPort() throws Exception {
        try (var socket = connect(papers.trust())) {
            say(socket, invite());
            assertThat(hear(socket)).startsWith("SIP/2.0 100");
            callee.answers();
            assertThat(hear(socket))
                    .startsWith("SIP/2.0 200")
                    .contains("<sip:127.0.0.1:" + callee.endpoint.tlsPort().orElseThrow() + ";transport=tls>");
        }
    }

    @Test
    void aCallToASecureAddressIsAnsweredUnderOne() throws Exception {
        try (var socket = connect(papers.trust())) {
            say(
                    socket,
                    invite().replace("INVITE sip:", "INVITE sips:").replace("<sip:a@127.0.0.1", "<sips:a@127.0.0.1"));
            assertThat(hear(socket)).startsWith("SIP/2.0 100");
            callee.answers();
            assertThat(hear(socket))
                    .startsWith("SIP/2.0 200")
                    .contains("Contact: <sips:127.0.0.1:"
                            + callee.endpoint.tlsPort().orElseThrow() + ">");
        }
    }

    @Test
    void theByeGoesOverTheConnectionOfTheCall() throws Exception {
        try (var socket = connect(papers.trust())) {
            say(socket, invite());
            hear(socket);
            var dialog = callee.answers();
            var answer = hear(socket);
            var to = chorus.fake.SipPhone.line(answer, "To");
            say(socket, invite().replace("INVITE", "ACK").replace("To: <sip:b@example.com>", "To: " + to.strip()));
            callee.isConfirmed();
            dialog.bye();
            assertThat(hear(socket))
                    .startsWith("BYE sip:a@127.0.0.1:5999;transport=tls ")
                    .contains("Via: SIP/2.0/TLS ");
        }
    }

    @Test
    void aNewCertificateIsShownWithoutARestart() throws Exception {
        var before = serial();
        papers.issue("own", "localhost");
        Files.setLastModifiedTime(own.certificate(), FileTime.from(Instant.now().plusSeconds(5)));
        Patience.until("another certificate", () -> !serial().equals(before));
    }

    @Test
    void anAuthorityIsTrustedWithoutARestart() throws Exception {
        var others = new Papers(Files.createDirectories(folder.resolve("others")));
        var identity = others.issue("peer", PEER);
        assertThat(refusal(identity, PEER)).contains("its certificate is not signed by anyone we trust");
        Files.writeString(papers.trust(), Files.readString(papers.trust()) + Files.readString(others.trust()));
        Patience.meanwhile(Duration.ofSeconds(3), () -> {});
        try (var peer = peer(identity);
                var flow = keep(peer, PEER);
                var socket = peer.accept()) {
            socket.setSoTimeout(5_000);
            ((SSLSocket) socket).startHandshake();
            assertThat(flow).isNotNull();
            assertThat(breaks).isEmpty();
        }
    }

    @Test
    void aKeyOfAnotherCertificateStopsTheStartAndSaysSo() throws Exception {
        Files.copy(papers.issue("another", "localhost").key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> callee(own, Pace.STANDARD))
                .hasMessageContaining("cannot be used: the key is not the one of the certificate.");
    }

    @Test
    void aCertificateThatCannotBeReadLeavesTheOldInUse() throws Exception {
        var before = serial();
        Files.writeString(own.certificate(), "half a fi");
        Patience.meanwhile(Duration.ofSeconds(3), () -> assertThat(serial()).isEqualTo(before));
    }

    @Test
    void nobodyWaitsForTheDiskThatTheCertificateIsOn() throws Exception {
        var before = serial();
        Files.delete(own.certificate());
        assertThat(new ProcessBuilder("mkfifo", own.certificate().toString())
                        .start()
                        .waitFor())
                .isZero();
        try {
            Patience.meanwhile(Duration.ofSeconds(3), () -> assertThat(serial()).isEqualTo(before));
        } finally {
            Files.writeString(own.certificate(), "");
        }
    }

    @Test
    void aCertificateThatCannotBeReadStopsTheStart() throws Exception {
        Files.writeString(own.key(), "nothing");
        assertThatThrownBy(() -> callee(own, Pace.STANDARD))
                .hasMessageStartingWith("The TLS certificate " + own.certificate() + " and its key " + own.key())
                .hasMessageContaining("cannot be used");
    }

    @Test
    void aSelfSignedCertificateIsMadeOnceAndKeptToOurselves() throws Exception {
        var made = TlsIdentity.selfSigned(folder.resolve("tls"), List.of("localhost"));
        var first = Files.readString(made.certificate());
        assertThat(TlsIdentity.selfSigned(folder.resolve("tls"), List.of("localhost")))
                .isEqualTo(made);
        assertThat(made.certificate()).hasContent(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.key())))
                .isEqualTo("rw-------");
        callee.close();
        callee = callee(made, Pace.STANDARD);
        try (var socket = connect(made.certificate())) {
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void whoDoesNotTrustUsIsCounted() throws Exception {
        var stranger = TlsIdentity.selfSigned(folder.resolve("tls"), List.of("localhost"));
        assertThatThrownBy(() -> connect(stranger.certificate())).isInstanceOf(SSLException.class);
        Patience.until("the count", () -> callee.endpoint.counters().of(Event.TLS_FAILED) == 1);
    }

    @Test
    void whoNeverFinishesTheHandshakeIsClosed() throws Exception {
        callee.close();
        callee = callee(own, Pace.STANDARD, Duration.ofSeconds(1));
        try (var silent = new Socket(HERE, callee.endpoint.tlsPort().orElseThrow())) {
            silent.setSoTimeout(5_000);
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(callee.endpoint.counters().of(Event.TLS_FAILED)).isOne();
        }
    }

    @Test
    void aPeerThatProvesItsNameIsBelievedAndItsConnectionUsedAgain() throws Exception {
        try (var peer = peer(papers.issue("peer", PEER));
                var first = keep(peer, PEER);
                var socket = peer.accept();
                var second = keep(peer, PEER)) {
            socket.setSoTimeout(5_000);
            ((SSLSocket) socket).startHandshake();
            assertThat(first).isNotSameAs(second);
            peer.setSoTimeout(300);
            assertThatThrownBy(peer::accept).isInstanceOf(java.net.SocketTimeoutException.class);
            assertThat(breaks).isEmpty();
        }
    }

    @Test
    void aConnectionThatAPeerOpenedProvesNothingAndIsNotTakenForACallToIt() throws Exception {
        try (var socket = connect(papers.trust());
                var flow =
                        callee.endpoint.keepAlive(Target.at(HERE, socket.getLocalPort(), Transport.TLS), breaks::add)) {
            assertThat(broken())
                    .startsWith("There is no connection to 127.0.0.1:" + socket.getLocalPort() + " over TLS: ");
            assertThat(flow).isNotNull();
        }
    }

    @Test
    void aNameThatWasProvedDoesNotProveTheAddress() throws Exception {
        try (var peer = peer(papers.issue("peer", PEER));
                var flow = keep(peer, PEER);
                var socket = peer.accept();
                var other =
                        callee.endpoint.keepAlive(Target.at(HERE, peer.getLocalPort(), Transport.TLS), breaks::add);
                var again = peer.accept()) {
            ((SSLSocket) socket).startHandshake();
            assertThatThrownBy(() -> ((SSLSocket) again).startHandshake()).isInstanceOf(SSLException.class);
            assertThat(broken()).contains("No subject alternative names matching IP");
            assertThat(List.of(flow, other)).doesNotContainNull();
        }
    }

    @Test
    void aRequestOverAConnectionThatWeOpenedIsAnsweredOnIt() throws Exception {
        try (var peer = peer(papers.issue("peer", PEER));
                var flow = keep(peer, PEER);
                var socket = peer.accept()) {
            socket.setSoTimeout(5_000);
            say(socket, invite());
            assertThat(hear(socket)).startsWith("SIP/2.0 100");
            callee.answers();
            assertThat(hear(socket)).startsWith("SIP/2.0 200");
            assertThat(flow).isNotNull();
        }
    }

    @Test
    void aPeerWithAnotherNameIsRefused() throws Exception {
        assertThat(refusal(papers.issue("peer", "other.example.com"), PEER))
                .contains("over TLS (sip.example.com) failed: ")
                .contains("No subject alternative DNS name matching sip.example.com found");
    }

    @Test
    void aPeerWithoutANameHasToProveItsAddress() throws Exception {
        assertThat(refusal(papers.issue("peer", PEER), "")).contains("No subject alternative names matching IP");
    }

    @Test
    void anExpiredPeerIsRefused() throws Exception {
        assertThat(refusal(papers.issueExpired("peer", PEER), PEER)).contains("its certificate has expired, NotAfter");
    }

    @Test
    void aPeerThatNobodyVouchesForIsRefused() throws Exception {
        assertThat(refusal(TlsIdentity.selfSigned(folder.resolve("tls"), List.of(PEER)), PEER))
                .contains("its certificate is not signed by anyone we trust");
    }

    @Test
    void aPeerThatAnswersIsAskedAgainAndAgain() throws Exception {
        hurry(Duration.ofMillis(100), Duration.ofSeconds(3));
        try (var peer = peer(papers.issue("peer", PEER));
                var flow = keep(peer, PEER);
                var socket = peer.accept()) {
            socket.setSoTimeout(5_000);
            for (var i = 0; i < 3; i++) {
                assertThat(new String(socket.getInputStream().readNBytes(4), ISO_8859_1))
                        .isEqualTo("\r\n\r\n");
                say(socket, "\r\n");
            }
            assertThat(flow).isNotNull();
            assertThat(breaks).isEmpty();
        }
    }

    @Test
    void aKeptFlowIsNotIdle() throws Exception {
        hurry(Duration.ofMillis(400), Duration.ofSeconds(3));
        try (var peer = peer(papers.issue("peer", PEER));
                var flow = keep(peer, PEER);
                var socket = peer.accept();
                var other = connect(papers.trust())) {
            ((SSLSocket) socket).startHandshake();
            assertThat(other.getInputStream().read())
                    .as("another, closed as idle")
                    .isEqualTo(-1);
            assertThat(flow).isNotNull();
            assertThat(breaks).isEmpty();
        }
    }

    @Test
    void aPeerThatAnswersNoMoreBreaksTheFlow() throws Exception {
        hurry(Duration.ofMillis(100), Duration.ofMillis(700));
        try (var peer = peer(papers.issue("peer", PEER));
                var flow = keep(peer, PEER);
                var socket = peer.accept()) {
            assertThat(socket.getInputStream().readNBytes(4)).hasSize(4);
            say(socket, "\r\n");
            assertThat(broken()).isEqualTo("The peer did not answer the keep-alive within 700 ms.");
            assertThat(flow).isNotNull();
        }
    }

    @Test
    void aPeerThatNeverAnsweredIsSentMoreAndLeftInPeace() throws Exception {
        hurry(Duration.ofMillis(100), Duration.ofMillis(100));
        try (var peer = peer(papers.issue("peer", PEER));
                var flow = keep(peer, PEER);
                var socket = peer.accept()) {
            socket.setSoTimeout(5_000);
            assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
                    .isEqualTo("\r\n\r\n".repeat(3));
            assertThat(flow).isNotNull();
            assertThat(breaks).isEmpty();
        }
    }

    @Test
    void aPeerThatClosesBreaksTheFlow() throws Exception {
        try (var peer = peer(papers.issue("peer", PEER));
                var flow = keep(peer, PEER)) {
            try (var socket = peer.accept()) {
                ((SSLSocket) socket).startHandshake();
            }
            assertThat(broken()).isEqualTo("The peer closed the connection.");
            assertThat(flow).isNotNull();
        }
    }

    @Test
    void aFlowOverUdpIsKeptByPacketsOfNothing() throws Exception {
        hurry(Duration.ofMillis(100), Duration.ofSeconds(3));
        try (var socket = new java.net.DatagramSocket(0, HERE);
                var flow = callee.endpoint.keepAlive(
                        new Target(HERE, socket.getLocalPort(), Transport.UDP), breaks::add)) {
            socket.setSoTimeout(5_000);
            var packet = new java.net.DatagramPacket(new byte[10], 10);
            for (var i = 0; i < 2; i++) {
                socket.receive(packet);
                assertThat(new String(packet.getData(), 0, packet.getLength(), ISO_8859_1))
                        .isEqualTo("\r\n\r\n");
            }
            assertThat(flow).isNotNull();
        }
    }

    private void hurry(Duration interval, Duration answer) {
        callee.close();
        callee = callee(own, new Pace(interval, answer));
    }

    private Callee callee(TlsIdentity identity, Pace pace) {
        return callee(identity, pace, Duration.ofSeconds(10));
    }

    private Callee callee(TlsIdentity identity, Pace pace, Duration handshake) {
        var tls = new TlsOptions(0, identity, Optional.of(papers.trust()), handshake);
        return new Callee(new SipLimits(100, 200, 9, 9, 1), Timing.STANDARD, any -> true, Optional.of(tls), pace);
    }

    private SSLServerSocket peer(TlsIdentity identity) throws Exception {
        var socket =
                (SSLServerSocket) papers.peer(identity).getServerSocketFactory().createServerSocket(0, 5, HERE);
        socket.setSoTimeout(5_000);
        return socket;
    }

    private chorus.sip.transport.Flow keep(SSLServerSocket peer, String name) {
        return callee.endpoint.keepAlive(new Target(HERE, peer.getLocalPort(), Transport.TLS, name), breaks::add);
    }

    private String refusal(TlsIdentity identity, String name) throws Exception {
        try (var peer = peer(identity);
                var flow = keep(peer, name);
                var socket = peer.accept()) {
            assertThat(flow).isNotNull();
            assertThatThrownBy(() -> {
                        ((SSLSocket) socket).startHandshake();
                        if (socket.getInputStream().read() < 0) {
                            throw new IOException("closed");
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(callee.endpoint.counters().of(Event.TLS_FAILED)).isOne();
            return broken();
        }
    }

    private String broken() throws InterruptedException {
        return Optional.ofNullable(breaks.poll(5, TimeUnit.SECONDS)).orElse("The flow lives on.");
    }

    private String serial() {
        try (var socket = connect(papers.trust())) {
            var shown = (java.security.cert.X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSerialNumber().toString();
        } catch (Exception e) {
            throw new AssertionError("Nobody showed a certificate.", e);
        }
    }

    private SSLSocket connect(Path trust) throws Exception {
        var socket = (SSLSocket) Papers.client(trust)
                .getSocketFactory()
                .createSocket(HERE, callee.endpoint.tlsPort().orElseThrow());
        socket.setSoTimeout(5_000);
        socket.startHandshake();
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static String hear(Socket socket) throws IOException {
        return StreamStoriesTest.hear(socket);
    }

    private static String invite() {
        return "INVITE sip:+12025550100@127.0.0.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/TLS 127.0.0.1:5999;branch=z9hG4bKINVITE\r\n"
                + "From: <sip:a@example.com>;tag=77\r\nTo: <sip:b@example.com>\r\nCall-ID: tls@example.com\r\n"
                + "CSeq: 1 INVITE\r\nContact: <sip:a@127.0.0.1:5999;transport=tls>\r\nContent-Length: 0\r\n\r\n";
    }
}
