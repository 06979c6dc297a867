package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.Patience;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A real softphone and a whole server call each other over every transport, encrypted and in the clear.
class EncryptedBaresipTest {
    private static final Recording SAYS = Recording.silence(Duration.ofMillis(200))
            .thenTone(440, Duration.ofMillis(800))
            .thenSilence(Duration.ofSeconds(1));

    /// The tone, and time for its end to come back.
    private static final Duration WHOLE = Duration.ofMillis(1_300);

    private static final Duration TONE = Duration.ofMillis(400);
    private static final String SUITE = "encrypted with AES_CM_128_HMAC_SHA1_80";
    private static final String PLAIN = "not encrypted";

    @TempDir
    private static Path home;

    private static Baresip phone;
    private static Exchange exchange;

    @BeforeAll
    static void start() throws Exception {
        phone = new Baresip(home);
        exchange = Exchange.opened(home);
        exchange.number("+12025550100", "off");
        exchange.number("+12025550101", "optional");
        exchange.number("+12025550102", "required");
    }

    @AfterAll
    static void stop() {
        if (exchange != null) {
            exchange.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, off,      none,       " + PLAIN,
        "tls, off,      none,       " + PLAIN,
        "tls, off,      srtp,       " + PLAIN,
        "tls, optional, none,       " + PLAIN,
        "tls, optional, srtp,       " + SUITE,
        "tls, required, srtp-mand,  " + SUITE,
        "tls, required, srtp-mandf, " + SUITE,
    })
    void isHeardBothWaysAndTheRecordSaysHow(String transport, String srtp, String wish, String how) {
        var caller = "in-" + transport + "-" + srtp + "-" + wish;
        var others = exchange.conversations();
        try (var call = phone.dials(uri(srtp, transport), owner(caller, wish))) {
            exchange.awaitHeard(others, WHOLE);

            assertThat(call.quits().tone(440)).isGreaterThan(TONE);
        }
        var record = exchange.overFrom(caller);
        assertThat(found(record, "source admitted")).endsWith("over " + transport.toUpperCase(Locale.ROOT));
        assertThat(found(record, "answer")).endsWith("keys as telephone events, " + how);
        assertThat(record.path("endedReason").asText()).isEqualTo("caller_hung_up");
        assertThat(record.toString()).doesNotContain("inline:");
    }

    @ParameterizedTest
    @CsvSource({
        "off,      srtp-mand, audio comes as RTP/SAVP only",
        "required, none,      audio comes as RTP/AVP",
        "required, srtp,      audio comes as RTP/AVP"
    })
    void isTurnedAwayWithTheReasonWhenOneSideInsistsAndTheOtherCannot(String srtp, String wish, String why) {
        var caller = "refused-" + srtp + "-" + wish;
        try (var call = phone.dials(uri(srtp, "tls"), owner(caller, wish))) {
            var record = exchange.overFrom(caller);

            assertThat(record.path("status").asText()).isEqualTo("failed");
            assertThat(record.path("endedReason").asText()).isEqualTo("no_common_encryption");
            assertThat(record.path("blame").asText()).isEqualTo("customer");
            assertThat(record.path("trace").toString()).contains(why + ", and sipSrtp of this number is " + srtp);
            Patience.until(
                    "the phone to tell of it",
                    () -> Tool.said("baresip-" + caller).contains("session closed: 488 Not Acceptable Here"));
            assertThat(call.process().isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "udp, off,      none,      " + PLAIN,
        "tcp, off,      none,      " + PLAIN,
        "tls, optional, none,      " + PLAIN,
        "udp, optional, srtp,      " + SUITE,
        "tls, required, srtp-mand, " + SUITE,
    })
    void isCalledAndHeardBothWays(String transport, String srtp, String wish, String how) throws Exception {
        var callee = "out" + exchange.conversations();
        var port = Baresip.freePorts();
        var others = exchange.conversations();
        try (var called = phone.waits(owner(callee, wish), port, papers("phone", "127.0.0.1"))) {
            var id = exchange.dials(callee, port(port, transport), transport, srtp);
            exchange.awaitHeard(others, WHOLE);
            exchange.hangsUp(id);
            var record = exchange.over(id);

            assertThat(called.quits().tone(440)).isGreaterThan(TONE);
            assertThat(record.path("trace").toString()).contains("keys as telephone events, " + how);
            assertThat(record.path("endedReason").asText()).isEqualTo("api_hung_up");
            assertThat(record.toString()).doesNotContain("inline:");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES_CM_128_HMAC_SHA1_32", "AEAD_AES_128_GCM", "AEAD_AES_256_GCM"})
    void isHeardBothWaysWithEachOtherSuite(String suite) throws Exception {
        var callee = "suite" + exchange.conversations();
        var port = Baresip.freePorts();
        var others = exchange.conversations();
        try (var relay = OneSuite.before(port, suite);
                var called = phone.waits(owner(callee, "srtp"), port, papers("phone", "127.0.0.1"))) {
            var id = exchange.dials(callee, relay.port(), "udp", "required");
            exchange.awaitHeard(others, WHOLE);
            exchange.hangsUp(id);

            assertThat(exchange.over(id).path("trace").toString()).contains("encrypted with " + suite);
            assertThat(called.quits().tone(440)).isGreaterThan(TONE);
        }
    }

    @Test
    void isNotCalledInTheClearWhereEncryptionIsRequired() throws Exception {
        var port = Baresip.freePorts();
        try (var called = phone.waits(owner("+12025550991", "none"), port, papers("phone", "127.0.0.1"))) {
            var record = exchange.over(exchange.dials("+12025550991", port + 1, "tls", "required"));

            assertThat(called.process().isAlive()).isTrue();
            assertThat(record.path("sipCode").asInt()).isEqualTo(488);
            assertThat(found(record, "sound offered")).contains("encrypted only (RTP/SAVP)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "other.example.com, No subject alternative names matching IP address 127.0.0.1 found",
        "127.0.0.1,         its certificate is not signed by anyone we trust",
    })
    void isNotCalledWhenItsCertificateDoesNotProveWhoItIs(String name, String why) throws Exception {
        var port = Baresip.freePorts();
        var stranger = Files.createDirectories(home.resolve("stranger"));
        var papers = name.equals("127.0.0.1")
                ? both(new chorus.sip.transport.Papers(stranger).issue("stranger", name))
                : papers("misnamed", name);
        try (var called = phone.waits(owner("+12025550992", "srtp"), port, papers)) {
            var record = exchange.over(exchange.dials("+12025550992", port + 1, "tls", "optional"));

            assertThat(called.process().isAlive()).isTrue();
            assertThat(record.path("endedReason").asText()).isEqualTo("network_unreachable");
            assertThat(record.path("trace").toString())
                    .contains("The TLS handshake with 127.0.0.1:" + (port + 1) + " over TLS failed: ")
                    .contains(why);
        }
    }

    private static Baresip.Owner owner(String user, String wish) {
        var mediaenc = wish.equals("none") ? "" : ";mediaenc=" + wish;
        return new Baresip.Owner(user, "audio_codecs=pcmu/8000/1" + mediaenc, SAYS);
    }

    private static String uri(String srtp, String transport) {
        var number =
                "+1202555010" + java.util.List.of("off", "optional", "required").indexOf(srtp);
        return exchange.uri(number, "127.0.0.1", transport);
    }

    private static int port(int first, String transport) {
        return transport.equals("tls") ? first + 1 : first;
    }

    private static String found(JsonNode record, String check) {
        return TestServer.step(record, check).path("found").asText();
    }

    private static Path papers(String file, String name) throws Exception {
        return both(exchange.papers().issue(file, name));
    }

    /// As baresip wants them: certificate and key in one file.
    private static Path both(chorus.sip.transport.TlsIdentity identity) throws Exception {
        var file = identity.certificate().resolveSibling(identity.certificate().getFileName() + ".pem");
        return Files.writeString(file, Files.readString(identity.key()) + Files.readString(identity.certificate()));
    }
}
