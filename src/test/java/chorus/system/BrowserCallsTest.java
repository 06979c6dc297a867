package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.TestServer;
import chorus.fake.BrowserPhone;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A browser that talks to an agent, through the same switchboard as every phone.
class BrowserCallsTest {
    private TestServer server;
    private FakeAgent agent;

    @BeforeEach
    void start() {
        server = TestServer.start();
        agent = FakeAgent.quiet();
    }

    @AfterEach
    void stop() {
        server.close();
        agent.close();
    }

    @Test
    void letsBrowserAndAgentHearEachOther() {
        try (var browser = connected()) {
            browser.saysTone(Duration.ofSeconds(2));
            assertThat(Sounds.loudness(agent.awaitHeard(Duration.ofSeconds(1)))).isGreaterThan(500);
            agent.sayTone(Duration.ofSeconds(1));
            Patience.until("sound at the browser", () -> browser.heardBytes() >= 6_000);
            browser.hangsUp();
        }

        agent.awaitStop();
        var call = server.callOnceOver();
        assertThat(call.path("provider").asText()).isEqualTo("browser");
        assertThat(call.path("phoneNumberId").isNull()).isTrue();
        assertThat(call.path("endedReason").asText()).isEqualTo("caller_hung_up");
        assertThat(call.path("cost").asInt()).isZero();
        assertThat(call.path("trace"))
                .extracting(step -> step.path("check").asText())
                .containsSubsequence(
                        "source admitted",
                        "organization active",
                        "balance sufficient",
                        "agent active",
                        "concurrent calls",
                        "agent stream open",
                        "answer");
    }

    @Test
    void playsInRealTimeAndStopsAtOnceOnClear() {
        try (var browser = connected()) {
            agent.sayTone(Duration.ofSeconds(20));
            agent.mark("end of the story");
            Patience.until("sound at the browser", () -> browser.heardBytes() >= 1_600);

            agent.clear();

            assertThat(agent.awaitMark("end of the story").at("/mark/played").asBoolean())
                    .isFalse();
            assertThat(agent.awaitCleared().at("/cleared/heardMs").asLong()).isBetween(100L, 10_000L);
            browser.awaits("clear");
            assertThat(browser.heardBytes()).isLessThan(80_000);
            browser.hangsUp();
        }
    }

    @Test
    void passesKeysAndReportsMarks() {
        try (var browser = connected()) {
            browser.presses('7');
            agent.awaitDtmf('7');
            agent.sayTone(Duration.ofMillis(200));
            agent.mark("said");
            assertThat(agent.awaitMark("said").at("/mark/played").asBoolean()).isTrue();
            agent.hangUp();
            browser.awaitsEnd();
        }
        assertThat(server.callOnceOver().path("endedReason").asText()).isEqualTo("agent_hung_up");
    }

    @Test
    void takesATicketOnceAndFromItsOwnPagesOnly() {
        var ticket = ticket(server.agentAt(agent.uri()));

        assertThatThrownBy(() -> BrowserPhone.at(server.httpPort(), ticket, "wrong-token", ""));
        assertThatThrownBy(() ->
                BrowserPhone.at(server.httpPort(), ticket, ticket.path("token").asText(), "https://evil.example"));
        try (var browser = BrowserPhone.at(
                server.httpPort(), ticket, ticket.path("token").asText(), "http://127.0.0.1:" + server.httpPort())) {
            browser.awaits("answered");
            assertThatThrownBy(() -> BrowserPhone.at(
                    server.httpPort(), ticket, ticket.path("token").asText(), ""));
        }
    }

    @Test
    void saysWhyACallIsNotTaken() {
        var id = server.agentAt(agent.uri());
        agent.close();
        var ticket = ticket(id);
        try (var browser =
                BrowserPhone.at(server.httpPort(), ticket, ticket.path("token").asText(), "")) {
            var refused = browser.awaits("refused");
            assertThat(refused.path("reason").asText()).isEqualTo("agent_unreachable");
            assertThat(refused.path("message").asText()).isNotEmpty();
            browser.awaitsEnd();
        }
        assertThat(server.callOnceOver().path("id")).isEqualTo(ticket.path("id"));
        server.post("/v1/browser-calls", "{\"agentId\":\"" + UUID.randomUUID() + "\"}", 404);
    }

    private BrowserPhone connected() {
        var ticket = ticket(server.agentAt(agent.uri()));
        var browser =
                BrowserPhone.at(server.httpPort(), ticket, ticket.path("token").asText(), "");
        browser.awaits("answered");
        agent.awaitStart();
        return browser;
    }

    private JsonNode ticket(UUID agentId) {
        return server.post("/v1/browser-calls", "{\"agentId\":\"" + agentId + "\"}", 201)
                .path("data");
    }
}
