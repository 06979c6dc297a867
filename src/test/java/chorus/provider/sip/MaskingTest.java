package chorus.provider.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    @Test
    void aDigestKeepsItsNamesAndLosesItsProof() {
        var shown =
                masked("Proxy-Authorization: Digest username=\"4711\",realm=\"pbx\", nonce=\"abc/=1\",uri=\"sip:x@y\","
                        + " response=\"0123456789abcdef\", cnonce=\"zz\", nc=00000001, qop=auth, opaque=\"oo\"");

        assertThat(shown)
                .contains("username=\"4711\"", "realm=\"pbx\"", "uri=\"sip:x@y\"", "nc=00000001", "response=\"•••\"")
                .doesNotContain("abc/=1", "0123456789abcdef", "zz", "\"oo\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic c2VjcmV0",
                "AUTHORIZATION:Bearer c2VjcmV0.more",
                "WWW-Authenticate: Digest realm=\"x\", nonce=c2VjcmV0, stale=true",
                "Proxy-Authenticate: Digest nonce=\"c2VjcmV0",
                "Authentication-Info: nextnonce=\"c2VjcmV0\"",
                "From: <sip:me:c2VjcmV0@example.com>;tag=1",
                "Contact: <sip:me:c2VjcmV0@example.com>, sip:you@example.com:5060",
                "Refer-To: https://me:c2VjcmV0@example.com/",
                "INVITE sips:me;isub=1:c2VjcmV0@example.com SIP/2.0",
                "Identity: eyJhbGciOi.eyJvcmln.c2VjcmV0;info=<https://x>",
                "y: eyJhbGciOi.eyJvcmln.c2VjcmV0",
                "X-Auth-Token: c2VjcmV0",
                "X-Api-Key: c2VjcmV0",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0|2^20",
                "a=crypto:1 X inline:other|1:1;inline:c2VjcmV0",
                "k=clear:c2VjcmV0",
                "Signal=c2VjcmV0",
            })
    void noSecretIsLeft(String line) {
        assertThat(masked(line)).doesNotContain("c2VjcmV0").contains("•••");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact: <sip:me@192.0.2.1:5060;transport=tcp>",
                "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKnonsense;rport",
                "To: \"A: B\" <sip:+12025550100@192.0.2.1:5060>",
                "a=fingerprint:sha-256 AA:BB",
                "a=rtpmap:0 PCMU/8000",
                "Warning: 399 chorus \"unknown_number\"",
            })
    void whatIsNoSecretStays(String line) {
        assertThat(masked(line)).contains("\r\n" + line + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Type: application/dtmf", "c:application/DTMF", "Content-Type: application/dtmf;x=y"})
    void aKeyThatIsTheWholeBodyOfAnInfoIsNotShown(String type) {
        var bytes = ("INFO sip:x@y SIP/2.0\r\n" + type + "\r\nContent-Length: 1\r\n\r\n5").getBytes(UTF_8);

        assertThat(Masking.text(bytes, bytes.length)).endsWith("\r\n\r\n•••").contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "sip:a:", "sip:", "token", "secret-", "c:application/dtmf\r\n", "://", "a://b:"})
    void aMessageMadeToBeSlowIsReadInNoTime(String part) {
        var bytes = ("INFO sip:x@y SIP/2.0\r\nX: token secret inline: @\r\n\r\n"
                        + part.repeat(1 + 15_000 / part.length()))
                .getBytes(UTF_8);
        var took = LongStream.range(0, 5).map(_ -> cpuNanos(bytes)).min().orElseThrow();

        assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofMillis(60));
    }

    @Test
    void aLongMessageIsCutAndSaysSo() {
        var bytes = "x".repeat(20_000).getBytes(ISO_8859_1);

        assertThat(Masking.text(bytes, 30_000)).hasSizeLessThan(9_000).endsWith("(cut: the message has 30000 bytes)");
    }

    @Test
    void bytesThatAreNoTextDoNoHarm() {
        assertThat(Masking.text(new byte[] {(byte) 0xFF, 0, (byte) 0xC3}, 3)).hasSize(3);
    }

    private static long cpuNanos(byte[] message) {
        var began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Masking.text(message, message.length);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
    }

    private static String masked(String line) {
        var message = "INVITE sip:x@y SIP/2.0\r\n" + line + "\r\nContent-Length: 0\r\n\r\n";
        var bytes = message.getBytes(UTF_8);
        return Masking.text(bytes, bytes.length);
    }
}
