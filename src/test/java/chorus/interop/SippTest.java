package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SIPp, an independent SIP implementation, calls a whole server.
class SippTest {
    private static final String NUMBER = "+12025550111";
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static Tool sipp;
    private static TestServer server;
    private static FakeAgent agent;

    @BeforeAll
    static void start() {
        sipp = Tool.named("sipp", "sip-tester");
        agent = FakeAgent.echoing();
        server = TestServer.start();
        server.numberFor(NUMBER, server.agentAt(agent.uri()));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            agent.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"u1", "t1"})
    void makesAPlainCall(String transport) {
        plays("call", NUMBER, "-t", transport);

        var call = server.callOnceOver();
        assertThat(call.path("status").asText()).isEqualTo("completed");
        assertThat(call.path("endedReason").asText()).isEqualTo("caller_hung_up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"u1", "t1"})
    void sendsALawSoundAndAKeyThatTheAgentHears(String transport) {
        plays("audio", NUMBER, "-t", transport);

        agent.awaitDtmf('5');
        assertThat(Sounds.loudness(agent.awaitHeard(Duration.ofSeconds(1)))).isPositive();
    }

    @Test
    void sendsEveryKeyOfItsRecordings() {
        plays("keys", NUMBER);

        Patience.until("twelve keys", () -> agent.keys().length() >= 12);
        assertThat(agent.keys()).isEqualTo("123456789*0#");
    }

    @ParameterizedTest
    @ValueSource(strings = {"u1", "t1"})
    void invitesWithoutAnOffer(String transport) {
        plays("offerless", NUMBER, "-t", transport);

        assertThat(server.callOnceOver().path("status").asText()).isEqualTo("completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"u1", "t1"})
    void holdsAndResumes(String transport) {
        plays("hold", NUMBER, "-t", transport);

        assertThat(server.callOnceOver().path("status").asText()).isEqualTo("completed");
    }

    @Test
    void givesUpWhileItRings() {
        try (var slow = FakeAgent.neverAnswering()) {
            server.numberFor("+12025550112", server.agentAt(slow.uri()));

            plays("cancel", "+12025550112");

            var call = server.callOnceOver();
            assertThat(call.path("status").asText()).isEqualTo("canceled");
            assertThat(call.path("endedReason").asText()).isEqualTo("caller_canceled");
        }
    }

    @Test
    void isToldThatNobodyHasTheNumber() {
        plays("unknown", "+12025550999");
    }

    @Test
    void isToldThatThereIsNoCommonCodec() {
        plays("no-codec", NUMBER);

        var call = server.callOnceOver();
        assertThat(call.path("endedReason").asText()).isEqualTo("no_common_codec");
        assertThat(TestServer.step(call, "answer").path("found").asText()).contains("G729");
    }

    @Test
    void completesEveryCallThoughEveryTenthMessageIsLost() {
        plays("call", NUMBER, "-lost", "10", "-m", "30", "-r", "10");
    }

    /// One scenario, or as many calls of it as the arguments say, every one of which must go as written.
    private static void plays(String scenario, String number, String... more) {
        var arguments = new ArrayList<>(List.of(
                "-sf",
                Path.of("src/test/resources/sipp", scenario + ".xml").toString(),
                "-s",
                number,
                "-i",
                "127.0.0.1",
                "-mi",
                "127.0.0.1",
                "-mp",
                "40000",
                "-nostdin",
                "-timeout",
                "60s",
                "-timeout_error",
                "-trace_err",
                "-error_file",
                Tool.output("sipp-" + scenario + "-errors").toString()));
        if (!List.of(more).contains("-m")) {
            arguments.addAll(List.of("-m", "1"));
        }
        arguments.addAll(List.of(more));
        arguments.add("127.0.0.1:" + server.sipPort());
        sipp.succeeds("sipp-" + scenario, LIMIT, arguments);
    }
}
