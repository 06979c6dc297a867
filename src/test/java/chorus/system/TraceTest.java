package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.SipPhone;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The story of a call, from the API: its checks, its SIP messages, its verdict.
class TraceTest {
    private static final String NUMBER = "+12025550111";

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
    void anAnsweredCallHasItsWholeLadder() {
        server.numberFor(NUMBER, server.agentAt(agent.uri()));
        try (var phone = phone()) {
            phone.connectsTo(NUMBER).hangsUp();
        }

        var trace = trace(m -> m.size() == 7);

        assertThat(trace.path("ladder").path("messages").findValuesAsText("summary"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("INVITE sip:" + NUMBER),
                        line -> assertThat(line).isEqualTo("SIP/2.0 100 Trying"),
                        line -> assertThat(line).isEqualTo("SIP/2.0 180 Ringing"),
                        line -> assertThat(line).isEqualTo("SIP/2.0 200 OK"),
                        line -> assertThat(line).startsWith("ACK sip:"),
                        line -> assertThat(line).startsWith("BYE sip:"),
                        line -> assertThat(line).isEqualTo("SIP/2.0 200 OK"));
        assertThat(trace.path("verdict").path("reason").asText()).isEqualTo("caller_hung_up");
        assertThat(trace.path("verdict").path("whatToChange")).isEmpty();
        assertThat(trace.path("verdict").path("decidedBy").isNull()).isTrue();
    }

    @Test
    void aRefusedCallKeepsItsLadderInTheDatabase() {
        server.numberFor(NUMBER, server.agentAt(agent.uri()));
        try (var phone = phone()) {
            phone.calls("+12025550999");
            phone.waitsFor(404);
        }

        var trace = trace(m -> m.size() == 3);

        assertThat(trace.path("verdict").path("decidedBy").path("check").asText())
                .isEqualTo("number dialled");
        assertThat(trace.path("ladder").path("messages").path(2).path("summary").asText())
                .startsWith("ACK ");
        Patience.until("the ladder in the database", () -> server.keepsLadderOf(id()));
    }

    @Test
    void theLadderOfASecondAttemptTakesThePlaceOfTheFirst() {
        server.numberFor(NUMBER, server.agentAt(agent.uri()));
        refused();
        server.awaitCall(call -> call.path("attempts").asInt() == 1);
        var second = refused();
        server.awaitCall(call -> call.path("attempts").asInt() == 2);

        var trace = trace(m -> m.size() == 3);

        assertThat(trace.path("ladder").path("messages").path(0).path("text").asText())
                .contains(second);
    }

    @Test
    void aStoryIsToldAsTextToWhoeverAsksForIt() {
        server.numberWithoutAgent(NUMBER);
        try (var phone = phone().named("caller")) {
            phone.calls(NUMBER);
            phone.waitsFor(480);
        }

        var story = server.text("/v1/calls/" + id() + "/trace");

        assertThat(story)
                .contains(
                        "inbound from ",
                        "What happened\n  No agent is assigned to the number",
                        "Decided by: agent assigned: none (asked for: an agent on the number)",
                        "Who has to act: the customer",
                        "What to change\n  - Assign an agent: set `agentId`",
                        "REFUSED  agent assigned",
                        "<-- 127.0.0.1:",
                        "INVITE sip:" + NUMBER,
                        "SIP/2.0 480 Temporarily Unavailable");
    }

    @Test
    void noLaddersAreKeptWhereTheyAreSwitchedOff() {
        try (var discreet = TestServer.start(Map.of("CHORUS_LADDER_DAYS", "0"))) {
            discreet.numberWithoutAgent(NUMBER);
            try (var phone = new SipPhone(discreet.sipAddress())) {
                phone.calls(NUMBER);
                phone.waitsFor(480);
            }
            var id = discreet.callOnceOver().path("id").asText();

            assertThat(discreet.get("/v1/calls/" + id + "/trace")
                            .path("data")
                            .path("ladder")
                            .isNull())
                    .isTrue();
        }
    }

    private String refused() {
        try (var phone = phone()) {
            phone.calls("+12025550999");
            phone.waitsFor(404);
            return phone.callId();
        }
    }

    /// The trace of the newest call, once its messages are as they should be.
    private JsonNode trace(java.util.function.Predicate<JsonNode> asTheyShouldBe) {
        var path = "/v1/calls/" + id() + "/trace";
        Patience.until(
                "the messages",
                () -> asTheyShouldBe.test(
                        server.get(path).path("data").path("ladder").path("messages")));
        return server.get(path).path("data");
    }

    private String id() {
        return server.callOnceOver().path("id").asText();
    }

    private SipPhone phone() {
        return new SipPhone(server.sipAddress());
    }
}
