package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.store.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole server registers its numbers at a registrar of somebody else's, and is called through it.
class RegistrationWithKamailioTest {
    private static final String NUMBER = "+12025550111";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Duration HALF = Duration.ofMillis(500);

    /// Long enough for the back-off after some failures.
    private static final Duration LATER = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void isReadyOnceTheRegistrarTookIt(String transport) {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN);
                var server = serverTrusting(registrar)) {
            var number = register(server, registrar, transport, Kamailio.PASSWORD);

            awaitLine(server, number, "ready", SOON);

            assertThat(registrar.registered("ann")).isTrue();
            assertThat(line(server, number).path("until").asText()).isNotEmpty();
        }
    }

    @Test
    void registersWithSha256() {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN.withAlgorithm("SHA-256"));
                var server = serverTrusting(registrar)) {
            awaitLine(server, register(server, registrar, "udp", Kamailio.PASSWORD), "ready", SOON);
        }
    }

    @Test
    void takesANewNonceForEveryRequest() {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN.withOneTimeNonces());
                var server = serverTrusting(registrar)) {
            var number = register(server, registrar, "udp", Kamailio.PASSWORD);
            awaitLine(server, number, "ready", SOON);

            server.delete("/v1/phone-numbers/" + number);

            registrar.awaitGone("ann");
        }
    }

    @Test
    void asksForAsLongAsTheRegistrarWants() {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN.withMinExpires(3600));
                var server = serverTrusting(registrar)) {
            awaitLine(server, register(server, registrar, "udp", Kamailio.PASSWORD), "ready", SOON);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void tellsTheRegistrarsOwnWordsAboutAWrongPasswordAndRecoversWhenItIsPutRight(String transport) {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN);
                var server = serverTrusting(registrar)) {
            var number = register(server, registrar, transport, "a-guess");

            awaitLine(server, number, "failed", SOON);
            assertThat(line(server, number).path("reason").asText())
                    .contains("403")
                    .contains("Wrong Password Ask The Front Desk");

            server.patch("/v1/phone-numbers/" + number, "{\"sipPassword\":\"" + Kamailio.PASSWORD + "\"}");
            awaitLine(server, number, "ready", SOON);
        }
    }

    @Test
    void trustsNoCertificateThatNobodyVouchesFor() {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN);
                var server = TestServer.start(Map.of("CHORUS_SIP_TLS_PORT", "0"))) {
            var number = register(server, registrar, "tls", Kamailio.PASSWORD);

            awaitLine(server, number, "failed", SOON);
            assertThat(line(server, number).path("reason").asText()).containsIgnoringCase("certificate");
            assertThat(registrar.registered("ann")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp", "tls"})
    void comesBackByItselfWhenTheRegistrarRestartsAndForgotEveryone(String transport) {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN);
                var server = serverTrusting(registrar)) {
            var number = register(server, registrar, transport, Kamailio.PASSWORD);
            awaitLine(server, number, "ready", SOON);

            registrar.stop();
            Patience.until("the line to tell that the registrar is gone", SOON, () -> !isLine(server, number, "ready"));
            registrar.startAgain();

            awaitLine(server, number, "ready", LATER);
            registrar.awaitRegistered("ann");
        }
    }

    @Test
    void comesUpWhenTheRegistrarDoes() {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN);
                var server = serverTrusting(registrar)) {
            registrar.stop();
            var number = register(server, registrar, "tcp", Kamailio.PASSWORD);
            awaitLine(server, number, "failed", SOON);

            registrar.startAgain();

            awaitLine(server, number, "ready", LATER);
        }
    }

    @Test
    void keepsOneBindingForNumbersOfTheSameUser() {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN);
                var server = serverTrusting(registrar)) {
            var first = register(server, registrar, "udp", Kamailio.PASSWORD);
            var second = register(server, registrar, "+12025550112", "udp", Kamailio.PASSWORD);
            awaitLine(server, first, "ready", SOON);
            awaitLine(server, second, "ready", SOON);
            assertThat(registrar.bindings("ann")).hasSize(1);

            server.delete("/v1/phone-numbers/" + first);
            assertThat(registrar.bindings("ann")).hasSize(1);

            server.delete("/v1/phone-numbers/" + second);
            registrar.awaitGone("ann");
        }
    }

    @Test
    void remembersAcrossARestartWhatBecameOfALine() {
        var database = Map.of("CHORUS_DATABASE_URL", TestDatabase.fresh().url().reveal());
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN)) {
            String number;
            try (var server = TestServer.start(database)) {
                number = register(server, registrar, "udp", "a-guess");
                awaitLine(server, number, "failed", SOON);
                server.patch("/v1/phone-numbers/" + number, "{\"sipPassword\":\"" + Kamailio.PASSWORD + "\"}");
                awaitLine(server, number, "ready", SOON);
            }
            assertThat(registrar.registered("ann")).isFalse();

            try (var server = TestServer.start(database)) {
                awaitLine(server, number, "ready", SOON);
                assertThat(line(server, number).path("history"))
                        .extracting(change -> change.path("status").asText())
                        .containsExactly("ready", "connecting", "ready", "connecting", "failed", "connecting");
            }
        }
    }

    @Test
    void movesToAnotherTransport() {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN);
                var server = serverTrusting(registrar)) {
            var number = register(server, registrar, "udp", Kamailio.PASSWORD);
            awaitLine(server, number, "ready", SOON);

            server.patch(
                    "/v1/phone-numbers/" + number,
                    "{\"sipRegisterTransport\":\"tls\",\"sipPort\":" + registrar.tlsPort() + "}");

            Patience.until("one binding, over TLS", SOON, () -> {
                var bindings = registrar.bindings("ann");
                return bindings.size() == 1 && bindings.getFirst().contains("transport=tls");
            });
            awaitLine(server, number, "ready", SOON);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void isCalledThroughTheRegistrar(String transport) {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN);
                var agent = FakeAgent.echoing();
                var server = serverTrusting(registrar)) {
            var number = register(server, registrar, transport, Kamailio.PASSWORD);
            server.patch("/v1/phone-numbers/" + number, "{\"agentId\":\"" + server.agentAt(agent.uri()) + "\"}");
            awaitLine(server, number, "ready", SOON);

            var tone = Recording.silence(HALF).thenTone(440, HALF).thenSilence(HALF);
            var heard = new Baresip(home)
                    .calls(
                            "sip:ann@127.0.0.1:" + registrar.port(),
                            new Baresip.Owner("ben", "audio_codecs=pcmu/8000/1", tone));

            assertThat(heard.tone(440)).isBetween(Duration.ofMillis(400), Duration.ofMillis(600));
            var call = server.awaitCall(one -> one.path("status").asText().equals("completed"));
            assertThat(call.path("phoneNumberId").asText()).isEqualTo(number);
        }
    }

    private static TestServer serverTrusting(Kamailio registrar) {
        return TestServer.start(Map.of("CHORUS_TLS_TRUST", registrar.trusted().toString(), "CHORUS_SIP_TLS_PORT", "0"));
    }

    private static String register(TestServer server, Kamailio registrar, String transport, String password) {
        return register(server, registrar, NUMBER, transport, password);
    }

    private static String register(
            TestServer server, Kamailio registrar, String number, String transport, String password) {
        var json = """
                {"number":"%s","provider":"sip","sipMode":"registration","sipUsername":"ann","sipPassword":"%s",
                 "sipProxy":"127.0.0.1","sipPort":%d,"sipRegisterTransport":"%s"}
                """.formatted(number, password, registrar.portFor(transport), transport);
        return server.post("/v1/phone-numbers", json, 201)
                .path("data")
                .path("id")
                .asText();
    }

    private static void awaitLine(TestServer server, String number, String status, Duration limit) {
        try {
            Patience.until("a line that is " + status, limit, () -> isLine(server, number, status));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + " It is " + line(server, number), e);
        }
    }

    private static boolean isLine(TestServer server, String number, String status) {
        return line(server, number).path("status").asText().equals(status);
    }

    private static JsonNode line(TestServer server, String number) {
        return server.get("/v1/phone-numbers/" + number).path("data").path("line");
    }
}
