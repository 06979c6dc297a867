package chorus.system;

import static chorus.TestServer.step;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.SipPhone;
import chorus.fake.Sounds;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens once a call was answered, from the caller's ear to the record.
class ConversationsTest {
    private static final String NUMBER = "+12025550111";

    private TestServer server;
    private FakeAgent agent;
    private SipPhone phone;

    @BeforeEach
    void start() {
        server = TestServer.start();
        agent = FakeAgent.quiet();
        phone = new SipPhone(server.sipAddress());
    }

    @AfterEach
    void stop() {
        phone.close();
        server.close();
        agent.close();
    }

    @Test
    void bringsACallerToTheAssignedAgent() {
        var agentId = server.agentAt(agent.uri());
        var number = server.numberFor(NUMBER, agentId);

        phone.named("+12025550199").connectsTo(NUMBER);

        var start = agent.awaitStart().path("start");
        var parameters = start.path("customParameters");
        assertThat(parameters.path("from_number").asText()).isEqualTo("+12025550199");
        assertThat(parameters.path("to_number").asText()).isEqualTo(NUMBER);
        assertThat(parameters.path("direction").asText()).isEqualTo("inbound");
        assertThat(parameters.path("agent_id").asText()).isEqualTo(agentId.toString());
        assertThat(start.path("callSid").asText()).matches("CA[0-9a-f]{32}");
        assertThat(start.path("accountSid").asText()).matches("AC[0-9a-f]{32}");
        assertThat(start.path("streamSid").asText()).matches("MZ[0-9a-f]{32}");
        var running = server.awaitCall(call -> call.path("status").asText().equals("in-progress"));
        assertThat(running.path("id").asText())
                .isEqualTo(parameters.path("call_id").asText());

        phone.hangsUp();

        agent.awaitStop();
        var call = server.callOnceOver();
        assertThat(call.path("status").asText()).isEqualTo("completed");
        assertThat(call.path("endedReason").asText()).isEqualTo("caller_hung_up");
        assertThat(call.path("blame").asText()).isEqualTo("nobody");
        assertThat(call.path("phoneNumberId").asText()).isEqualTo(number.toString());
        assertThat(call.path("callSid").asText())
                .isEqualTo(start.path("callSid").asText());
        assertThat(call.path("trace"))
                .extracting(each -> each.path("check").asText())
                .containsSubsequence(
                        "source admitted",
                        "number dialled",
                        "number known",
                        "organization active",
                        "balance sufficient",
                        "agent assigned",
                        "agent active",
                        "concurrent calls",
                        "agent stream open",
                        "answer");
    }

    @Test
    void letsCallerAndAgentHearEachOther() {
        connect();

        phone.sound().saysTone(440, Duration.ofSeconds(2));
        assertThat(Sounds.loudness(agent.awaitHeard(Duration.ofSeconds(1)))).isGreaterThan(500);
        agent.sayTone(Duration.ofSeconds(2));

        phone.sound().hearsSound();
        phone.hangsUp();
    }

    @Test
    void passesKeysToTheAgent() {
        connect();

        phone.presses("5#");

        agent.awaitDtmf('5');
        agent.awaitDtmf('#');
        phone.hangsUp();
    }

    @Test
    void stopsTheAgentsTalkAtOnceWhenItSendsClear() {
        connect();
        agent.sayTone(Duration.ofSeconds(20));
        agent.mark("end of the story");
        phone.sound().hearsSound();

        agent.clear();

        var mark = agent.awaitMark("end of the story").path("mark");
        assertThat(mark.path("played").asBoolean()).isFalse();
        var heard = agent.awaitCleared().path("cleared").path("heardMs").asLong();
        assertThat(heard).isBetween(20L, 10_000L);
        phone.sound().hearsSilence();
        phone.hangsUp();
    }

    @Test
    void tellsTheAgentWhenItsWordsWereHeard() {
        connect();
        agent.sayTone(Duration.ofMillis(500));
        agent.mark("greeting");

        var mark = agent.awaitMark("greeting").path("mark");

        assertThat(mark.path("played").asBoolean()).isTrue();
        assertThat(mark.path("heardMs").asLong()).isEqualTo(500);
        phone.hangsUp();
    }

    @Test
    void hangsUpWhenTheAgentAsksForIt() {
        connect();
        agent.sayTone(Duration.ofMillis(300));

        agent.hangUp();

        phone.waitsForBye();
        assertThat(server.callOnceOver().path("endedReason").asText()).isEqualTo("agent_hung_up");
    }

    @Test
    void hangsUpWhenTheAgentClosesItsStream() {
        connect();

        agent.closeOrderly();

        phone.waitsForBye();
        assertThat(server.callOnceOver().path("endedReason").asText()).isEqualTo("agent_hung_up");
    }

    @Test
    void saysOneSentenceWhenTheAgentIsLost() {
        connect();

        agent.vanish();

        phone.sound().hearsSound();
        phone.waitsForBye();
        var call = server.callOnceOver();
        assertThat(call.path("endedReason").asText()).isEqualTo("agent_lost");
        assertThat(call.path("blame").asText()).isEqualTo("agent");
        assertThat(call.path("status").asText()).isEqualTo("completed");
    }

    @Test
    void endsTheCallThroughTheApi() {
        connect();
        var id = server.awaitCall(call -> call.path("status").asText().equals("in-progress"))
                .path("id")
                .asText();

        server.post("/v1/calls/" + id + "/hangup", "", 202);

        phone.waitsForBye();
        agent.awaitStop();
        assertThat(server.callOnceOver().path("endedReason").asText()).isEqualTo("api_hung_up");
        server.post("/v1/calls/" + id + "/hangup", "", 409);
    }

    @Test
    void keepsTheTranscriptThatTheAgentSends() {
        connect();

        agent.transcribe("agent", "Good morning!");
        agent.transcribe("user", "Is this the bakery?");
        agent.hangUp();

        phone.waitsForBye();
        var call = server.callOnceOver();
        assertThat(call.path("turnCount").asInt()).isEqualTo(2);
        assertThat(call.path("transcript").get(1).path("role").asText()).isEqualTo("user");
        assertThat(call.path("transcript").get(1).path("content").asText()).isEqualTo("Is this the bakery?");
    }

    @Test
    void sendsKeysThatTheAgentPresses() {
        connect();

        agent.sendDigits("42#");

        phone.sound().hearsKeys("42#");
        phone.hangsUp();
    }

    @Test
    void talksToTheDemoAgentWhichSaysGoodbyeOnNine() {
        server.numberFor(NUMBER, server.agent("{\"name\":\"Demo\",\"runtime\":{\"type\":\"builtin\"}}"));
        phone.connectsTo(NUMBER);
        phone.sound().hearsSound();

        phone.presses("9");

        phone.waitsForByeWithin(Duration.ofSeconds(15));
        var call = server.callOnceOver();
        assertThat(call.path("endedReason").asText()).isEqualTo("agent_hung_up");
        assertThat(call.path("transcript").get(0).path("role").asText()).isEqualTo("agent");
    }

    @Test
    void hangsUpOnEverybodyWhenItIsStopped() {
        connect();

        server.close();

        phone.waitsForBye();
    }

    @Test
    void tellsTheAgentThatTheCallerHoldsAndSendsNoSoundUntilItResumes() {
        connect();
        phone.holds();
        assertThat(agent.await("hold", message -> true).at("/hold/sounds").asBoolean())
                .isTrue();
        phone.sound().forgets();
        agent.sayTone(Duration.ofMillis(100));
        agent.mark("unheard");
        assertThat(agent.awaitMark("unheard").at("/mark/played").asBoolean()).isFalse();
        assertThat(phone.sound().heard()).isEmpty();
        phone.resumes();
        agent.await("resume", message -> true);

        agent.sayTone(Duration.ofSeconds(1));

        phone.sound().hearsSound();
        phone.hangsUp();
    }

    @Test
    void letsTheCallerWaitWithMusicAsTheAgentWants() {
        connect();
        agent.send("{\"event\":\"hold\",\"hold\":{\"sound\":\"music\"}}");

        phone.sound().hearsTone(220);
        agent.send("{\"event\":\"resume\"}");
        agent.sayTone(Duration.ofSeconds(1));
        phone.sound().hearsTone(440);
        phone.hangsUp();
    }

    @Test
    void keysGoAsTonesBothWaysWhereThePhoneKnowsNoTelephoneEvents() {
        phone.withoutTelephoneEvents();
        connect();

        phone.sound().saysTones(770, 1336, Duration.ofMillis(80)).saysNothing(Duration.ofMillis(80));
        agent.awaitDtmf('5');
        agent.sendDigits("9");

        phone.sound().hearsTones(852, 1477);
        phone.hangsUp();
    }

    @Test
    void keysGoByInfoWhereThePhoneTakesIt() {
        connectWithInfo();

        agent.sendDigits("4#");

        phone.waitsFor("the first key", message -> isKey(message, "4"));
        phone.waitsFor("the second key", message -> isKey(message, "#"));
        phone.hangsUp();
    }

    @Test
    void keysGoAsTonesWhereInfoIsRefused() {
        phone.refuses("INFO", "415 Unsupported Media Type");
        connectWithInfo();

        agent.sendDigits("9");

        phone.sound().hearsTones(852, 1477);
        phone.hangsUp();
    }

    private void connectWithInfo() {
        server.numberFor(NUMBER, server.agentAt(agent.uri()));
        phone.withoutTelephoneEvents()
                .calls(NUMBER, "Allow: INVITE, ACK, BYE, INFO")
                .connects();
        agent.awaitStart();
    }

    private static boolean isKey(String message, String key) {
        return message.startsWith("INFO ")
                && message.contains("Content-Type: application/dtmf-relay\r\n")
                && message.contains("Signal=" + key + "\r\n");
    }

    @Test
    void aKeyThatComesAsToneAndByInfoIsOnePress() {
        phone.withoutTelephoneEvents();
        connect();

        phone.sound().saysTones(770, 1336, Duration.ofMillis(80)).saysNothing(Duration.ofMillis(80));
        agent.awaitDtmf('5');
        phone.sendsInside("INFO", "application/dtmf-relay", "Signal=5\r\nDuration=80\r\n");
        phone.sendsInside("INFO", "application/dtmf", "11");

        agent.awaitDtmf('#');
        assertThat(agent.received().stream()
                        .filter(message -> message.path("event").asText().equals("dtmf")))
                .hasSize(2);
        phone.hangsUp();
    }

    @Test
    void refusesToDialThroughAProviderThatCannot() {
        var agentId = server.agentAt(agent.uri());
        var number = server.post("/v1/phone-numbers", """
                        {"number": "+12025550199", "provider": "twilio",
                         "twilioAccountSid": "AC0123456789abcdef0123456789abcdef", "twilioAuthToken": "not-a-real-one"}
                        """, 201)
                .path("data")
                .path("id")
                .asText();

        var answer = server.post(
                "/v1/calls",
                "{\"agentId\":\"" + agentId + "\",\"phoneNumberId\":\"" + number + "\",\"to\":\"+14155550123\"}",
                501);

        assertThat(answer.path("error").asText()).contains("twilio");
        var call = server.callOnceOver();
        assertThat(call.path("direction").asText()).isEqualTo("outbound");
        assertThat(call.path("endedReason").asText()).isEqualTo("provider_cannot_dial");
        assertThat(step(call, "provider can dial").path("verdict").asText()).isEqualTo("refused");
    }

    private UUID connect() {
        var number = server.numberFor(NUMBER, server.agentAt(agent.uri()));
        phone.connectsTo(NUMBER);
        agent.awaitStart();
        return number;
    }
}
