package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The registrar we prove ourselves against does what its tests rely on.
class KamailioTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({"MD5, MD5", "SHA-256, SHA-256"})
    void registersWhoKnowsThePassword(String algorithm, String digest) throws Exception {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN.withAlgorithm(algorithm));
                var phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var challenge = asks(phone, registrar, 600, "");
            assertThat(challenge).startsWith("SIP/2.0 401 ").contains("qop=\"auth\"");

            var answer = asks(phone, registrar, 600, proof(challenge, digest, Kamailio.PASSWORD));

            assertThat(answer).startsWith("SIP/2.0 200 ");
            assertThat(registrar.bindings("ann")).singleElement().asString().contains(":" + phone.getLocalPort());
        }
    }

    @Test
    void refusesAWrongPasswordInItsOwnWords() throws Exception {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN);
                var phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var challenge = asks(phone, registrar, 600, "");

            var answer = asks(phone, registrar, 600, proof(challenge, "MD5", "a-guess"));

            assertThat(answer).startsWith("SIP/2.0 403 Wrong Password Ask The Front Desk");
            assertThat(registrar.registered("ann")).isFalse();
        }
    }

    @Test
    void asksForLongerRegistrations() throws Exception {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN.withMinExpires(1800));
                var phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var challenge = asks(phone, registrar, 600, "");

            var answer = asks(phone, registrar, 600, proof(challenge, "MD5", Kamailio.PASSWORD));

            assertThat(answer).startsWith("SIP/2.0 423 ").contains("Min-Expires: 1800");
        }
    }

    @Test
    void takesANonceOnceAndForgetsEveryoneWhenItRestarts() throws Exception {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN.withOneTimeNonces());
                var phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var proof = proof(asks(phone, registrar, 600, ""), "MD5", Kamailio.PASSWORD);
            assertThat(asks(phone, registrar, 600, proof)).startsWith("SIP/2.0 200 ");
            assertThat(asks(phone, registrar, 600, proof)).startsWith("SIP/2.0 401 ");
            registrar.awaitRegistered("ann");

            registrar.stop();
            registrar.startAgain();

            assertThat(registrar.registered("ann")).isFalse();
        }
    }

    private static String asks(DatagramSocket phone, Kamailio registrar, int expires, String proof) throws IOException {
        var contact = "127.0.0.1:" + phone.getLocalPort();
        var text =
                "REGISTER sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP " + contact + ";branch=z9hG4bK" + UUID.randomUUID()
                        + "\r\nMax-Forwards: 70\r\nFrom: <sip:ann@127.0.0.1>;tag=1\r\nTo: <sip:ann@127.0.0.1>\r\nCall-ID: "
                        + UUID.randomUUID() + "\r\nCSeq: 1 REGISTER\r\nContact: <sip:ann@" + contact + ">\r\nExpires: "
                        + expires
                        + "\r\n" + proof + "Content-Length: 0\r\n\r\n";
        var bytes = text.replace("sip:127.0.0.1 ", "sip:127.0.0.1:" + registrar.port() + " ")
                .getBytes(StandardCharsets.UTF_8);
        phone.setSoTimeout(5000);
        phone.send(new DatagramPacket(
                bytes, bytes.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), registrar.port())));
        var heard = new DatagramPacket(new byte[4096], 4096);
        phone.receive(heard);
        return new String(heard.getData(), 0, heard.getLength(), StandardCharsets.UTF_8);
    }

    private static String proof(String challenge, String digest, String password) throws GeneralSecurityException {
        var found = Pattern.compile("nonce=\"([^\"]+)\"").matcher(challenge);
        assertThat(found.find()).as(challenge).isTrue();
        var nonce = found.group(1);
        var one = hash(digest, "ann:" + Kamailio.REALM + ":" + password);
        var two = hash(digest, "REGISTER:sip:127.0.0.1");
        var response = hash(digest, one + ":" + nonce + ":00000001:c:auth:" + two);
        return ("Authorization: Digest username=\"ann\", realm=\"%s\", nonce=\"%s\", "
                        + "uri=\"sip:127.0.0.1\", response=\"%s\", algorithm=%s, qop=auth, nc=00000001, cnonce=\"c\"\r\n")
                .formatted(Kamailio.REALM, nonce, response, digest);
    }

    private static String hash(String digest, String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(digest).digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
