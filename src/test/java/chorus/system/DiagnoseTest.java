package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.PacketFile;
import chorus.fake.SipPhone;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What would happen to an INVITE, said without a call.
class DiagnoseTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NUMBER = "+12025550150";
    private static final String ALLOWLIST = """
            {"number":"%s","provider":"sip","sipMode":"ip_allowlist","sipIp":"%s","agentId":%s%s}""";

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
    void aCallThatWouldBeTakenIsSaidToBe() {
        number(NUMBER, "203.0.113.17", "");

        var forecast = diagnose(invite(NUMBER, "PCMA/8000"), "203.0.113.17");

        assertThat(forecast.at("/verdict/reason").isNull()).isTrue();
        assertThat(forecast.at("/verdict/sentence").asText())
                .isEqualTo("The call would be passed to the agent \"Test agent\", and answered if the agent accepts its"
                        + " stream.");
        assertThat(forecast.at("/verdict/blame").asText()).isEqualTo("nobody");
        assertThat(forecast.path("trace").findValuesAsText("check"))
                .containsExactly(
                        "source admitted",
                        "SIP Call-ID",
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
    void nothingIsCalledSentRecordedOrCounted() {
        number(NUMBER, "203.0.113.17", "");
        var before = server.text("/metrics")
                .lines()
                .filter(line -> line.startsWith("chorus_sip"))
                .toList();

        diagnose(invite(NUMBER, "PCMU/8000"), "203.0.113.17");
        diagnose(invite("2025550150", "PCMU/8000"), "203.0.113.17");
        diagnose(invite(NUMBER, "PCMU/8000"), "203.0.113.71");

        assertThat(server.get("/v1/calls").path("data")).isEmpty();
        assertThat(server.get("/v1/strangers").path("data")).isEmpty();
        assertThat(server.text("/metrics").lines().filter(line -> line.startsWith("chorus_sip")))
                .isEqualTo(before);
        assertThat(agent.conversations()).isEmpty();
    }

    @Test
    void itDecidesAsTheRealCallDoes() {
        server.numberWithoutAgent(NUMBER);
        try (var phone = new SipPhone(server.sipAddress())) {
            phone.calls(NUMBER);
            phone.waitsFor(480);
        }
        var call = server.callOnceOver();

        var forecast = diagnose(invite(NUMBER, "PCMU/8000"), "127.0.0.1");

        assertThat(forecast.at("/verdict/reason")).isEqualTo(call.path("endedReason"));
        assertThat(forecast.at("/verdict/blame")).isEqualTo(call.path("blame"));
        assertThat(forecast.path("trace").findValuesAsText("check"))
                .isEqualTo(call.path("trace").findValuesAsText("check"));
    }

    @Test
    void aSourceThatNobodyListsIsToldWhichLineIsNear() {
        var id = number(NUMBER, "203.0.113.17", "");

        var forecast = diagnose(invite(NUMBER, "PCMU/8000"), "203.0.113.71");

        assertThat(forecast.at("/verdict/reason").asText()).isEqualTo("source_not_admitted");
        assertThat(forecast.at("/verdict/sentence").asText())
                .isEqualTo(
                        "Nothing would be answered, not even an error: no number lists 203.0.113.71 as where calls may"
                                + " come from.");
        assertThat(forecast.at("/verdict/blame").asText()).isEqualTo("customer");
        assertThat(change(forecast))
                .isEqualTo("Set `sipIp` to 203.0.113.71 by PATCH /v1/phone-numbers/" + id
                        + ", if that is your PBX: your line " + NUMBER + " has 203.0.113.17.");
    }

    @Test
    void aNumberInAnotherFormIsToldWhichOneIsMeant() {
        number(NUMBER, "203.0.113.17", "");

        var forecast = diagnose(invite("2025550150", "PCMU/8000"), "203.0.113.17");

        assertThat(forecast.at("/verdict/reason").asText()).isEqualTo("unknown_number");
        assertThat(change(forecast))
                .isEqualTo("Let the far side dial " + NUMBER + ": you have " + NUMBER + ", and it dialled 2025550150.");
    }

    @Test
    void soundThatCannotBeAgreedOnIsTheFarSidesToChange() {
        number(NUMBER, "203.0.113.17", "");

        var forecast = diagnose(invite(NUMBER, "G729/8000"), "203.0.113.17");

        assertThat(forecast.at("/verdict/reason").asText()).isEqualTo("no_common_codec");
        assertThat(forecast.at("/verdict/blame").asText()).isEqualTo("carrier");
        assertThat(change(forecast)).startsWith("Allow PCMU (G.711 µ-law, `ulaw`) or PCMA");
    }

    @Test
    void encryptionThatIsRequiredAndNotOfferedIsNamed() {
        number(NUMBER, "203.0.113.17", ",\"sipSrtp\":\"required\"");

        assertThat(diagnose(invite(NUMBER, "PCMU/8000"), "203.0.113.17")
                        .at("/verdict/reason")
                        .asText())
                .isEqualTo("no_common_encryption");
    }

    @Test
    void anInviteThatNobodyWouldUnderstandIsToldWhy() {
        number(NUMBER, "203.0.113.17", "");

        var required =
                diagnose(invite(NUMBER, "PCMU/8000").replace("Max-F", "Require: precondition\nMax-F"), "203.0.113.17");
        var broken = diagnose(invite(NUMBER, "PCMU/8000").replace("CSeq: 1 INVITE\n", ""), "203.0.113.17");
        var later = diagnose(invite(NUMBER, "PCMU/8000").replace("@192.0.2.1>", "@192.0.2.1>;tag=9"), "203.0.113.17");

        assertThat(required.at("/verdict/reason").asText()).isEqualTo("extension_required");
        assertThat(required.at("/verdict/decidedBy/found").asText())
                .isEqualTo("Require: precondition | answered 420 Bad Extension");
        assertThat(broken.at("/verdict/decidedBy/found").asText()).startsWith("answered 400 Bad Request - ");
        assertThat(later.at("/verdict/decidedBy/found").asText())
                .endsWith("answered 481 Call/Transaction Does Not Exist");
    }

    @Test
    void numbersOfOthersLookUnknownExceptToTheOperator() {
        var theirs = server.newcomer("Theirs");
        var allowlist = ALLOWLIST.formatted(NUMBER, "203.0.113.17", "null", "");
        server.post("/v1/phone-numbers", allowlist, 201, theirs);
        var ours = server.newcomer("Ours");
        server.post("/v1/phone-numbers", ALLOWLIST.formatted("+12025550999", "203.0.113.17", "null", ""), 201, ours);
        var stranger = server.newcomer("Strangers");

        assertThat(reason(ours)).isEqualTo("unknown_number");
        assertThat(reason(stranger)).isEqualTo("source_not_admitted");
        assertThat(reason(theirs)).isEqualTo("no_agent_assigned");
        assertThat(reason(TestServer.key())).isEqualTo("no_agent_assigned");
        assertThat(diagnose(invite(NUMBER, "PCMU/8000"), "203.0.113.17", stranger)
                        .toString())
                .doesNotContain("Theirs");
    }

    @Test
    void aRecordingSaysWhereItsInviteCameFrom() {
        number(NUMBER, "203.0.113.17", "");
        var wire = invite(NUMBER, "PCMU/8000").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var file = Base64.getEncoder().encodeToString(PacketFile.pcap(PacketFile.udp("203.0.113.17", 5071, wire)));

        var forecast =
                server.post("/v1/diagnose", json(Map.of("capture", file)), 200).path("data");
        var behindNat = server.post("/v1/diagnose", json(Map.of("capture", file, "source", "10.0.0.5")), 200)
                .path("data");

        assertThat(forecast.path("port").asInt()).isEqualTo(5071);
        assertThat(forecast.at("/verdict/reason").isNull()).isTrue();
        assertThat(behindNat.at("/verdict/whatToChange/1").asText()).contains("10.0.0.5 is a private address");
    }

    @Test
    void whatHoldsNoInviteIsToldSo() {
        assertThat(problem(Map.of())).contains("give either `invite`, as text, or `capture`");
        assertThat(problem(Map.of("invite", "BYE sip:x SIP/2.0", "source", "203.0.113.7")))
                .contains("must hold a line that begins with INVITE");
        assertThat(problem(Map.of("invite", invite(NUMBER, "PCMU/8000")))).contains("is needed with `invite`");
        assertThat(problem(Map.of("invite", "INVITE", "source", "pbx.example.com")))
                .contains("is not an IP address");
        assertThat(problem(Map.of("invite", "INVITE", "source", "203.0.113.0/24")))
                .contains("must be one address");
        assertThat(problem(Map.of("capture", "bm8="))).contains("no recording in pcap or pcapng format");
    }

    @Test
    void itIsToldAsTextToWhoeverAsksForIt() {
        number(NUMBER, "203.0.113.17", "");

        assertThat(server.postForText(
                        "/v1/diagnose",
                        json(Map.of("invite", invite("2025550150", "PCMU/8000"), "source", "203.0.113.17"))))
                .contains(
                        "An INVITE to 2025550150 from 203.0.113.17, tried out without a call",
                        "What would happen\n  The number dialled is not connected here",
                        "Who has to act: the customer",
                        "What to change\n  - Let the far side dial " + NUMBER,
                        "REFUSED  number dialled: 2025550150 is none of them: INVITE sip:2025550150@192.0.2.1 SIP/2.0");
    }

    private String number(String number, String source, String more) {
        var agentId = "\"" + server.agentAt(agent.uri()) + "\"";
        return server.post("/v1/phone-numbers", ALLOWLIST.formatted(number, source, agentId, more), 201)
                .at("/data/id")
                .asText();
    }

    private String reason(String key) {
        return diagnose(invite(NUMBER, "PCMU/8000"), "203.0.113.17", key)
                .at("/verdict/reason")
                .asText();
    }

    private JsonNode diagnose(String invite, String source) {
        return diagnose(invite, source, TestServer.key());
    }

    private JsonNode diagnose(String invite, String source, String key) {
        return server.post("/v1/diagnose", json(Map.of("invite", invite, "source", source)), 200, key)
                .path("data");
    }

    private String problem(Map<String, String> body) {
        return server.post("/v1/diagnose", json(body), 400)
                .at("/details/0/message")
                .asText();
    }

    private static String change(JsonNode forecast) {
        return forecast.at("/verdict/whatToChange/0").asText();
    }

    private static String invite(String number, String codec) {
        var sdp = """
                v=0
                o=- 1 1 IN IP4 203.0.113.17
                s= \s
                c=IN IP4 203.0.113.17
                t=0 0
                m=audio 4000 RTP/AVP 96
                a=rtpmap:96 %s
                """.formatted(codec);
        return """
                INVITE sip:%s@192.0.2.1 SIP/2.0
                Via: SIP/2.0/UDP 203.0.113.17:5060;branch=z9hG4bK1
                Max-Forwards: 70
                From: <sip:+12025550199@203.0.113.17>;tag=1
                To: <sip:%s@192.0.2.1>
                Call-ID: 1@203.0.113.17
                CSeq: 1 INVITE
                Contact: <sip:203.0.113.17:5060>
                Content-Type: application/sdp
                Content-Length: %d

                %s""".formatted(number, number, sdp.replace("\n", "\r\n").length(), sdp);
    }

    private static String json(Map<String, String> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
