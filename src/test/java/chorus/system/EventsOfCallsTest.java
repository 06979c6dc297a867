package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.EventReader;
import chorus.fake.FakeAgent;
import chorus.fake.SipPhone;
import org.junit.jupiter.api.Test;

/// What a watcher is told while a phone calls.
class EventsOfCallsTest {
    @Test
    void tellsOfACallFromItsRingingToItsEnd() {
        try (var server = TestServer.start();
                var agent = FakeAgent.quiet();
                var phone = new SipPhone(server.sipAddress());
                var events = new EventReader(server.httpPort(), "Authorization: Bearer " + TestServer.key())) {
            events.awaits("current");
            server.numberFor("+12025550171", server.agentAt(agent.uri()));

            phone.named("+12025550199").connectsTo("+12025550171");
            var id = events.awaits("call.created").text("id");
            events.awaits("call.updated", call -> call.text("status").equals("in-progress"));
            phone.hangsUp();

            var ended = events.awaits("call.ended");
            assertThat(ended.text("id")).isEqualTo(id);
            assertThat(ended.text("endedReason")).isEqualTo("caller_hung_up");
            assertThat(ended.text("status")).isEqualTo("completed");
            assertThat(ended.text("customerNumber")).isEqualTo("+12025550199");
        }
    }

    @Test
    void tellsOfALineThatFails() {
        try (var server = TestServer.start();
                var events = new EventReader(server.httpPort(), "Authorization: Bearer " + TestServer.key())) {
            events.awaits("current");

            var made = server.post("/v1/phone-numbers", """
                    {"number":"4711","provider":"sip","sipMode":"registration","sipUsername":"4711",
                     "sipPassword":"secret-of-4711","sipProxy":"127.0.0.1","sipPort":9,"sipRegisterTransport":"tcp"}
                    """, 201);

            var failed =
                    events.awaits("line.updated", line -> line.text("status").equals("failed"));
            assertThat(failed.text("phoneNumberId"))
                    .isEqualTo(made.path("data").path("id").asText());
        }
    }
}
