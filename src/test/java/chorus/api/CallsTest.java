package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.Call;
import chorus.call.CallFacts;
import chorus.call.Charge;
import chorus.call.EndReason;
import chorus.call.EndedCall;
import chorus.call.NetworkAnswer;
import chorus.call.Quality;
import chorus.call.Step;
import chorus.call.Utterance;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallsTest {
    private static final Quality QUALITY = new Quality(
            412,
            400,
            3,
            1,
            Optional.of(Duration.ofNanos(38_200_000)),
            Optional.of(new Quality.Hearing(4.36, 0.74, Duration.ofNanos(2_100_000))),
            Optional.empty());
    private static ApiHouse house;
    private static String agent;
    private static String sip;
    private static String voximplant;

    @BeforeAll
    static void open() {
        house = new ApiHouse();
        agent = house.post("/v1/agents", "{\"name\":\"A\"}").text("/data/id");
        sip = house.post(
                        "/v1/phone-numbers",
                        "{\"number\":\"+12025550160\",\"provider\":\"sip\",\"sipMode\":\"ip_allowlist\",\"sipIp\":\"192.0.2.9\"}")
                .text("/data/id");
        voximplant = house.post("/v1/phone-numbers", "{\"number\":\"+12025550161\",\"provider\":\"voximplant\"}")
                .text("/data/id");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void showsACallWithItsTraceAndTranscript() {
        var call = call(Instant.parse("2026-01-15T10:00:00Z"));
        house.switchboard
                .log()
                .ended(new EndedCall(
                        call,
                        EndReason.CALLER_HUNG_UP,
                        Optional.of(call.createdAt().plusSeconds(1)),
                        call.createdAt().plusSeconds(43),
                        List.of(new Step(1, "balance sufficient", "more than 0", "12.40 USD", Step.Verdict.PASSED)),
                        List.of(new Utterance(Utterance.Role.AGENT, "Hello"))));
        var shown = house.get("/v1/calls/" + call.id());

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.text("/data/status")).isEqualTo("completed");
        assertThat(shown.text("/data/endedReason")).isEqualTo("caller_hung_up");
        assertThat(shown.text("/data/endedMessage")).isEqualTo("The caller hung up.");
        assertThat(shown.text("/data/blame")).isEqualTo("nobody");
        assertThat(shown.body().at("/data/durationSeconds").asInt()).isEqualTo(42);
        assertThat(shown.body().at("/data/turnCount").asInt()).isEqualTo(1);
        assertThat(shown.text("/data/transcript/0/role")).isEqualTo("agent");
        assertThat(shown.text("/data/trace/0/check")).isEqualTo("balance sufficient");
        assertThat(shown.text("/data/trace/0/verdict")).isEqualTo("passed");
        assertThat(shown.body().path("data").fieldNames())
                .toIterable()
                .contains(
                        "recordingUrl",
                        "analysis",
                        "cost",
                        "parentCallId",
                        "transferType",
                        "transferStatus",
                        "transferCalls",
                        "contextVariables",
                        "metadata",
                        "attempts",
                        "callSid",
                        "endedAt");
        assertThat(house.send("GET", "/v1/calls/" + call.id(), house.foreign, "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void narrowsTheListNewestFirst() {
        var old = call(Instant.parse("2025-03-01T10:00:00Z"));
        var young = call(Instant.parse("2025-03-01T11:00:00Z"));
        var both = house.get("/v1/calls?createdAfter=2025-03-01T10:00:00Z&createdBefore=2025-03-01T12:00:00%2B00:00"
                + "&direction=inbound&status=in-progress&agentId=" + agent + "&phoneNumberId=" + sip);

        assertThat(both.body()
                        .path("data")
                        .valueStream()
                        .map(each -> each.path("id").asText()))
                .containsExactly(young.id().toString(), old.id().toString());
        assertThat(house.get("/v1/calls?createdBefore=2025-03-01T11:00:00Z")
                        .body()
                        .at("/pagination/total")
                        .asInt())
                .isEqualTo(1);
        assertThat(house.get("/v1/calls?agentId=" + UUID.randomUUID())
                        .body()
                        .path("data")
                        .size())
                .isZero();
        assertThat(house.get("/v1/calls?status=ended&createdAfter=yesterday&direction=up")
                        .details())
                .containsExactlyInAnyOrder(
                        "status: must be one of queued, ringing, in-progress, completed, busy, no-answer, failed, canceled",
                        "createdAfter: must be a time in ISO 8601, such as 2026-01-15T10:30:00Z",
                        "direction: must be one of inbound, outbound");
    }

    @Test
    void hangsUpOnceAndOnlyOnesOwn() {
        var call = call(Instant.now());
        var path = "/v1/calls/" + call.id() + "/hangup";

        assertThat(house.send("POST", path, house.foreign, "").status()).isEqualTo(404);
        assertThat(house.post(path, "").status()).isEqualTo(202);
        assertThat(house.post(path, "").status()).isEqualTo(409);
        assertThat(house.post("/v1/calls/" + UUID.randomUUID() + "/hangup", "").status())
                .isEqualTo(404);
    }

    @Test
    void handsOverOnesOwnRunningCallsOnly() {
        var call = call(Instant.now());
        var path = "/v1/calls/" + call.id() + "/transfer";

        assertThat(house.send("POST", path, house.foreign, "{\"to\":\"+14155550177\"}")
                        .status())
                .isEqualTo(404);
        assertThat(house.post(path, "{\"to\":\"911\"}").status()).isEqualTo(403);
        var accepted = house.post(path, "{\"to\":\"+14155550177\",\"type\":\"attended\"}");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("/data/transferType")).isEqualTo("attended");
        assertThat(accepted.text("/data/transferStatus")).isEqualTo("initiated");
        house.post("/v1/calls/" + call.id() + "/hangup", "");
        assertThat(house.post(path, "{\"to\":\"+14155550177\"}").status()).isEqualTo(409);
    }

    @Test
    void tellsWhatIsWrongWithATransfer() {
        var path = "/v1/calls/" + call(Instant.now()).id() + "/transfer";

        assertThat(house.post(path, "{}").details()).containsExactly("to: is required");
        assertThat(house.post(path, "{\"to\":\"sip:me@here\"}").details().getFirst())
                .startsWith("to: must be E.164");
        assertThat(house.post(path, "{\"to\":\"+14155550177\",\"type\":\"warm\"}")
                        .details())
                .containsExactly("type: must be one of blind, attended");
    }

    @Test
    void pressesKeys() {
        var path = "/v1/calls/" + call(Instant.now()).id() + "/dtmf";

        assertThat(house.post(path, "{\"digits\":\"12*#\"}").status()).isEqualTo(202);
        assertThat(house.post(path, "{\"digits\":\"12x\"}").details())
                .containsExactly("digits: must be 1 to 64 of 0-9, *, # and A-D");
    }

    @Test
    void placesACall() {
        var placed = house.post(
                "/v1/calls", order(voximplant, "+14155550123", "{\"customer_name\":\"Ada\",\"n\":7,\"vip\":true}"));

        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.text("/data/status")).isEqualTo("queued");
        assertThat(placed.text("/data/direction")).isEqualTo("outbound");
        assertThat(placed.text("/data/contextVariables/customer_name")).isEqualTo("Ada");
        assertThat(placed.body().at("/data/queuePosition").asInt()).isEqualTo(3);
    }

    @Test
    void showsHowACallThatWePlacedWent() {
        var call = call(Instant.parse("2026-02-15T10:00:00Z"));
        house.switchboard
                .log()
                .ended(new EndedCall(
                        call,
                        EndReason.CALLER_HUNG_UP,
                        Optional.of(call.createdAt()),
                        call.createdAt().plusSeconds(43),
                        List.of(),
                        List.of(),
                        new CallFacts(
                                Optional.of(new NetworkAnswer(486, "Busy Here")),
                                Optional.of(Duration.ofMillis(180)),
                                Optional.of(QUALITY),
                                Optional.of(new Charge(new BigDecimal("10.000000"), "42 s")))));
        var shown = house.get("/v1/calls/" + call.id());
        assertThat(shown.raw().body()).contains("\"cost\":10,");
        assertThat(shown.body().at("/data/sipCode").asInt()).isEqualTo(486);
        assertThat(shown.text("/data/sipPhrase")).isEqualTo("Busy Here");
        assertThat(shown.body().at("/data/firstAudioMs").asInt()).isEqualTo(180);
        assertThat(shown.body().at("/data/queuePosition").isNull()).isTrue();
        assertThat(shown.body().at("/data/quality"))
                .hasToString("{\"packetsSent\":412,\"packetsReceived\":400,"
                        + "\"packetsLost\":3,\"packetsRefused\":1,\"roundTripMs\":38.2,"
                        + "\"here\":{\"mos\":4.36,\"lossPercent\":0.74,\"jitterMs\":2.1},\"there\":null}");
    }

    @Test
    void placesACallToAnExtensionFromASipNumberOnly() {
        assertThat(house.post("/v1/calls", order(sip, "front.desk_2-a", "{}")).status())
                .isEqualTo(501);
        assertThat(house.post("/v1/calls", order(sip, "a b", "{}")).details())
                .containsExactly("to: must be E.164, such as +14155550123, or an extension of 1 to 32 letters, digits"
                        + " and . _ * # -");
        assertThat(house.post("/v1/calls", order(voximplant, "4711", "{}")).details())
                .singleElement()
                .asString()
                .startsWith("to: must be E.164, such as +14155550123: extensions");
    }

    @Test
    void handsTheOrdersHeadersOn() {
        var placed = house.post("/v1/calls", withHeaders("{\"X-Ticket\":\"T 7; ok\",\"subject\":\"Übergabe\"}"));
        assertThat(placed.status()).isEqualTo(201);
        assertThat(house.switchboard.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of("X-Ticket", "T 7; ok", "subject", "Übergabe"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Via\":\"x\"}                     | headers: may hold names that begin with X- (but not X-Chorus-), User-to-User and Subject, of at most 64 characters",
                "{\"X-\":\"x\"}                      | headers: may hold names that begin with X- (but not X-Chorus-), User-to-User and Subject, of at most 64 characters",
                "{\"X-A\\r\\nVia\":\"x\"}            | headers: may hold names that begin with X- (but not X-Chorus-), User-to-User and Subject, of at most 64 characters",
                "{\"X-A\":\"a\\r\\nVia: b\"}         | headers.X-A: must be one line of 1 to 256 printable characters",
                "{\"X-A\":\"a\\nb\"}                 | headers.X-A: must be one line of 1 to 256 printable characters",
                "{\"X-A\":\"a\\u2028b\"}             | headers.X-A: must be one line of 1 to 256 printable characters",
                "{\"X-A\":\" \"}                     | headers.X-A: must be one line of 1 to 256 printable characters",
                "{\"X-A\":\"1\",\"x-a\":\"2\"}       | headers.x-a: is given twice, for case does not matter",
                "{\"X-A\":7}                         | headers.X-A: must be a string",
            })
    void letsNoHeaderInThatSteersOrInjects(String headers, String problem) {
        assertThat(house.post("/v1/calls", withHeaders(headers)).details()).containsExactly(problem);
    }

    @Test
    void refusesToDialThroughAProviderThatCannot() {
        var refused = house.post("/v1/calls", order(sip, "+14155550123", "{}"));

        assertThat(refused.status()).isEqualTo(501);
        assertThat(refused.text("/error")).isEqualTo("Calls cannot be placed through provider sip yet.");
        assertThat(refused.details()).singleElement().asString().startsWith("phoneNumberId: ");
        assertThat(house.get("/v1/calls/" + refused.text("/callId")).text("/data/endedReason"))
                .isEqualTo("provider_cannot_dial");
    }

    @Test
    void refusesAnOrderThatIsWrong() {
        var unknown = house.post("/v1/calls", order(UUID.randomUUID().toString(), "+14155550123", "{}"));
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.details()).singleElement().asString().startsWith("phoneNumberId: ");

        assertThat(house.post("/v1/calls", order(voximplant, "4155550123", "{\"a-b\":1}"))
                        .details())
                .containsExactlyInAnyOrder(
                        "to: must be E.164, such as +14155550123: extensions are called from numbers of provider sip,"
                                + " and this one is of voximplant",
                        "contextVariables: must have names of at most 64 letters, digits and underscores");
        assertThat(house.post("/v1/calls", order(voximplant, "+14155550123", "{\"a\":[1]}"))
                        .details())
                .containsExactly("contextVariables.a: must be a string or a number or true or false");
        assertThat(house.post("/v1/calls", order(voximplant, "+14155550123", "{\"a\":\"" + "x".repeat(17_000) + "\"}"))
                        .details())
                .containsExactly("contextVariables: must be at most 16 KiB as JSON");
        assertThat(house.post("/v1/calls", "{\"to\":null}").details())
                .containsExactlyInAnyOrder("agentId: is required", "phoneNumberId: is required", "to: is required");
    }

    private static String withHeaders(String headers) {
        return "{\"agentId\":\"%s\",\"phoneNumberId\":\"%s\",\"to\":\"+14155550123\",\"headers\":%s}"
                .formatted(agent, voximplant, headers);
    }

    private static String order(String number, String to, String variables) {
        return "{\"agentId\":\"%s\",\"phoneNumberId\":\"%s\",\"to\":\"%s\",\"contextVariables\":%s}"
                .formatted(agent, number, to, variables);
    }

    private static Call call(Instant at) {
        return house.switchboard.running(
                house.ours.id(), Optional.of(UUID.fromString(sip)), Optional.of(UUID.fromString(agent)), at);
    }
}
