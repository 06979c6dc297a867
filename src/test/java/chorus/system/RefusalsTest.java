package chorus.system;

import static chorus.TestServer.step;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.SipPhone;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each way a call is turned away: the SIP answer the caller gets, and the record its owner reads.
class RefusalsTest {
    private static final String NUMBER = "+12025550111";

    private TestServer server;
    private FakeAgent agent;
    private UUID agentId;

    @BeforeEach
    void start() {
        server = TestServer.start();
        agent = FakeAgent.quiet();
        agentId = server.agentAt(agent.uri());
    }

    @AfterEach
    void stop() {
        server.close();
        agent.close();
    }

    @Test
    void keepsSilentToAStranger() {
        server.numberFor(NUMBER, agentId);

        try (var stranger = new SipPhone("127.0.0.66", address())) {
            stranger.calls(NUMBER);
            try (var friend = phone()) {
                friend.connectsTo(NUMBER).hangsUp();
            }

            assertThat(stranger.received()).isEmpty();
        }
        assertThat(server.callOnceOver().path("customerNumber").asText()).isNotEmpty();
        assertThat(server.get("/v1/calls").path("pagination").path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void refusesACallToAnUnknownNumberAndAddsRepeatsUp() {
        server.numberFor(NUMBER, agentId);

        assertThat(refused("+12025550222", 404)).contains("unknown_number");
        assertThat(refused("+12025550222", 404)).contains("unknown_number");

        var call = server.awaitCall(each -> each.path("attempts").asInt() == 2);
        assertIsRefusal(call, "unknown_number", "customer");
        assertThat(call.path("phoneNumberId").isNull()).isTrue();
        assertThat(step(call, "number dialled").path("found").asText()).contains("+12025550222");
    }

    @Test
    void refusesACallOfAnInactiveOrganization() {
        server.numberFor(NUMBER, agentId);
        organization("{\"active\":false}");

        refused(NUMBER, 403);

        // The organization's own keys still read its records.
        var call = server.callOnceOver();
        assertIsRefusal(call, "organization_inactive", "customer");
        assertThat(step(call, "organization active").path("verdict").asText()).isEqualTo("refused");
    }

    @Test
    void refusesACallWhenTheBalanceIsUsedUp() {
        server.numberFor(NUMBER, agentId);
        organization("{\"balance\":{\"amount\":\"0\",\"currency\":\"USD\"}}");

        refused(NUMBER, 402);

        var call = server.callOnceOver();
        assertIsRefusal(call, "balance_exhausted", "customer");
        assertThat(step(call, "balance sufficient").path("found").asText()).contains("0 USD");
    }

    @Test
    void refusesACallWhenNoAgentIsAssigned() {
        server.numberWithoutAgent(NUMBER);

        refused(NUMBER, 480);

        assertIsRefusal(server.callOnceOver(), "no_agent_assigned", "customer");
    }

    @Test
    void refusesACallWhenTheAgentIsInactive() {
        server.numberFor(NUMBER, agentId);
        server.patch("/v1/agents/" + agentId, "{\"isActive\":false}");

        refused(NUMBER, 480);

        var call = server.callOnceOver();
        assertIsRefusal(call, "agent_inactive", "customer");
        assertThat(step(call, "agent assigned").path("verdict").asText()).isEqualTo("passed");
    }

    @Test
    void refusesTheCallBeyondTheLimit() {
        server.numberFor(NUMBER, agentId);
        organization("{\"maxConcurrentCalls\":1}");

        try (var first = phone()) {
            first.connectsTo(NUMBER);

            refused(NUMBER, 486);

            var call =
                    server.awaitCall(each -> each.path("endedReason").asText().equals("too_many_calls"));
            assertIsRefusal(call, "too_many_calls", "customer");
            assertThat(step(call, "concurrent calls").path("against").asText()).isEqualTo("at most 1");
            first.hangsUp();
        }
    }

    @Test
    void letsNobodyHearDeadAirWhenTheRuntimeIsDown() {
        agent.close();
        server.numberFor(NUMBER, agentId);

        refused(NUMBER, 480);

        var call = server.callOnceOver();
        assertIsRefusal(call, "agent_unreachable", "agent");
        assertThat(step(call, "agent stream open").path("found").asText()).containsIgnoringCase("refused");
        assertThat(call.path("startedAt").isNull()).isTrue();
    }

    @Test
    void waitsNoLongerThanTheBudgetForARuntimeThatNeverAnswers() {
        try (var silent = FakeAgent.neverAnswering()) {
            server.numberFor(NUMBER, server.agentAt(silent.uri()));
            var began = System.nanoTime();

            refused(NUMBER, 480);

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
            var found = step(server.callOnceOver(), "agent stream open");
            assertThat(found.path("against").asText()).contains("2000 ms");
        }
    }

    @Test
    void namesTheStatusOfARuntimeThatRefuses() {
        try (var strict = FakeAgent.refusing(401)) {
            server.numberFor(NUMBER, server.agentAt(strict.uri()));

            refused(NUMBER, 480);

            assertThat(step(server.callOnceOver(), "agent stream open")
                            .path("found")
                            .asText())
                    .contains("401");
        }
    }

    @Test
    void refusesACallWithoutACommonCodec() {
        server.numberFor(NUMBER, agentId);

        try (var phone = phone().speaks("G729")) {
            phone.calls(NUMBER);
            phone.waitsFor(488);
        }

        var call = server.callOnceOver();
        assertIsRefusal(call, "no_common_codec", "carrier");
        assertThat(step(call, "answer").path("found").asText())
                .startsWith("m=audio ")
                .contains("RTP/AVP")
                .contains("(G729")
                .contains("spoken here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Require: teleportation | 420 | extension_required | Require: teleportation",
                "Content-Encoding: gzip | 415 | bad_request | Content-Encoding: gzip",
            })
    void keepsACallWhoseRequestIsNotFitAndTheLineThatMadeItSo(String header, int status, String reason, String line) {
        server.numberFor(NUMBER, agentId);

        try (var phone = phone()) {
            for (var time = 1; time <= 2; time++) {
                phone.calls(NUMBER, header);
                phone.waitsFor(status);
            }
        }

        var call = server.awaitCall(one -> one.path("attempts").asInt() == 2);
        assertIsRefusal(call, reason, "carrier");
        assertThat(call.path("phoneNumberId").isNull()).isFalse();
        assertThat(step(call, "request understood").path("found").asText()).startsWith(line);
    }

    @Test
    void refusesACallToANumberThatWasDeleted() {
        var number = server.numberFor(NUMBER, agentId);
        server.numberFor("+12025550112", agentId);
        server.delete("/v1/phone-numbers/" + number);

        refused(NUMBER, 404);
    }

    private void organization(String change) {
        var own = server.get("/v1/organization").path("data").path("id").asText();
        server.patch("/v1/organizations/" + own, change);
    }

    private String refused(String number, int status) {
        try (var phone = phone()) {
            phone.calls(number);
            return phone.waitsFor(status);
        }
    }

    private SipPhone phone() {
        return new SipPhone(address());
    }

    private InetSocketAddress address() {
        return server.sipAddress();
    }

    private static void assertIsRefusal(JsonNode call, String reason, String blame) {
        assertThat(call.path("status").asText()).isEqualTo("failed");
        assertThat(call.path("endedReason").asText()).isEqualTo(reason);
        assertThat(call.path("blame").asText()).isEqualTo(blame);
        assertThat(call.path("endedMessage").asText()).endsWith(".");
        assertThat(call.path("recordingUrl").isNull()).isTrue();
        assertThat(step(call, "source admitted").path("found").asText()).contains("127.0.0.1");
    }
}
