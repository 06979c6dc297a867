package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.Call;
import chorus.call.CallFacts;
import chorus.call.Charge;
import chorus.call.EndReason;
import chorus.call.EndedCall;
import chorus.call.Ending;
import chorus.call.Refusal;
import chorus.call.Utterance;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OverviewTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static ApiHouse house;

    @BeforeAll
    static void open() {
        house = new ApiHouse();
        ended(NINE.plusSeconds(60), EndReason.CALLER_HUNG_UP, Duration.ofMillis(1500), 200);
        ended(NINE.plusSeconds(120), EndReason.AGENT_LOST, Duration.ofMillis(2500), 400);
        ended(NINE.plusSeconds(3700), Refusal.AGENT_UNREACHABLE, Duration.ZERO, 0);
        house.switchboard.running(house.ours.id(), Optional.empty(), Optional.empty(), NINE.plusSeconds(7300));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void countsCallsByTheirEndingInEqualBuckets() {
        var overview = house.get("/v1/overview?from=2026-03-02T09:00:00Z&to=2026-03-02T12:00:00Z&bucket=hour")
                .body()
                .path("data");

        assertThat(overview.at("/totals/calls").asInt()).isEqualTo(4);
        assertThat(overview.at("/totals/answered").asInt()).isEqualTo(3);
        assertThat(overview.at("/totals/notAnswered").asInt()).isEqualTo(1);
        assertThat(overview.at("/totals/talkSeconds").asInt()).isEqualTo(118);
        assertThat(overview.at("/totals/spend").asText()).isEqualTo("0.50");
        assertThat(overview.at("/now/inProgress").asInt()).isEqualTo(1);
        assertThat(overview.path("buckets"))
                .extracting(bucket ->
                        bucket.path("at").asText() + " " + bucket.path("calls").asInt())
                .containsExactly("2026-03-02T09:00:00Z 2", "2026-03-02T10:00:00Z 1", "2026-03-02T11:00:00Z 1");
        assertThat(overview.at("/buckets/1/endings/0/reason").asText()).isEqualTo("agent_unreachable");
        assertThat(overview.at("/buckets/1/endings/0/blame").asText()).isEqualTo("agent");
        assertThat(overview.path("endings"))
                .extracting(ending -> ending.path("reason").asText())
                .containsExactlyInAnyOrder("caller_hung_up", "agent_lost", "agent_unreachable");
    }

    @Test
    void tellsHowLongThingsTook() {
        var overview = house.get("/v1/overview?from=2026-03-02T09:00:00Z&to=2026-03-02T11:00:00Z")
                .body()
                .path("data");

        assertThat(overview.at("/latency/firstAudioMs/p50").asInt()).isEqualTo(200);
        assertThat(overview.at("/latency/firstAudioMs/p95").asInt()).isEqualTo(400);
        assertThat(overview.at("/latency/answerMs/p99").asInt()).isEqualTo(2500);
        assertThat(overview.at("/buckets/1/latency/answerMs").isNull()).isTrue();
    }

    @Test
    void saysWhatIsWrongWithItsTimes() {
        assertThat(house.get("/v1/overview?from=2026-03-02T09:00:00Z&to=2026-03-02T09:00:00Z")
                        .details())
                .containsExactly("to: must be later than from");
        assertThat(house.get("/v1/overview?from=2026-03-01T09:00:00Z&to=2026-03-09T09:00:00Z&bucket=minute")
                        .details())
                .containsExactly("bucket: makes more than 1500 of them: take longer ones");
    }

    @Test
    void showsAnotherOrganizationNothing() {
        var theirs =
                house.send("GET", "/v1/overview?from=2026-03-02T09:00:00Z&to=2026-03-02T12:00:00Z", house.foreign, "");

        assertThat(theirs.body().at("/data/totals/calls").asInt()).isZero();
    }

    @Test
    void leafsThroughCallsByCursorAndLeavesOutWhatWasSaid() {
        var path = "/v1/calls?createdAfter=2026-03-02T09:00:00Z&createdBefore=2026-03-02T12:00:00Z&limit=2";
        var first = house.get(path);
        var second = house.get(path + "&after=" + first.text("/pagination/nextCursor"));

        assertThat(first.body().at("/data")).hasSize(2);
        assertThat(second.body().at("/data")).hasSize(2);
        assertThat(second.body().at("/data/0/transcript")).isEmpty();
        assertThat(second.body().at("/data/0/turnCount").asInt()).isEqualTo(1);
        assertThat(second.body().at("/pagination/total").asInt()).isEqualTo(4);
        var third = house.get(path + "&include=all&after=" + second.text("/pagination/nextCursor"));
        assertThat(third.body().at("/data")).isEmpty();
        assertThat(third.body().at("/pagination/nextCursor").isNull()).isTrue();
        assertThat(house.get(path + "&include=transcript")
                        .body()
                        .at("/data/1/transcript/0/content")
                        .asText())
                .isIn("Hello", "");
        assertThat(house.get(path + "&after=nonsense").details())
                .containsExactly("after: must be the nextCursor of an answer");
    }

    @Test
    void searchesNumbersAndNarrowsByEnding() {
        var span = "createdAfter=2026-03-02T09:00:00Z&createdBefore=2026-03-02T12:00:00Z";

        assertThat(house.get("/v1/calls?search=207183&" + span)
                        .body()
                        .at("/pagination/total")
                        .asInt())
                .isEqualTo(3);
        assertThat(house.get("/v1/calls?search=999999&" + span)
                        .body()
                        .at("/pagination/total")
                        .asInt())
                .isZero();
        assertThat(house.get("/v1/calls?blame=agent&" + span)
                        .body()
                        .at("/pagination/total")
                        .asInt())
                .isEqualTo(2);
        assertThat(house.get("/v1/calls?endedReason=agent_lost&" + span)
                        .body()
                        .at("/pagination/total")
                        .asInt())
                .isEqualTo(1);
    }

    private static void ended(Instant at, Ending why, Duration untilAnswer, int firstAudio) {
        var isAnswered = !untilAnswer.isZero();
        var answered = isAnswered ? Optional.of(at.plus(untilAnswer)) : Optional.<Instant>empty();
        var facts = new CallFacts(
                Optional.empty(),
                isAnswered ? Optional.of(Duration.ofMillis(firstAudio)) : Optional.empty(),
                Optional.empty(),
                isAnswered ? Optional.of(new Charge(new BigDecimal("0.25"), "a minute")) : Optional.empty());
        house.switchboard
                .log()
                .ended(new EndedCall(
                        call(at),
                        why,
                        answered,
                        at.plusSeconds(61),
                        List.of(),
                        List.of(new Utterance(Utterance.Role.AGENT, "Hello")),
                        facts));
    }

    private static Call call(Instant at) {
        return new Call(
                java.util.UUID.randomUUID(),
                house.ours.id(),
                Optional.empty(),
                Optional.empty(),
                "CA" + "1".repeat(32),
                "sip",
                chorus.call.Direction.INBOUND,
                "+442071838750",
                "+12025550100",
                java.util.Map.of(),
                java.util.Map.of(),
                at);
    }
}
