package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeTest {
    @Test
    void isBuiltAgainWhenAnotherCameInBetween() {
        var tries = new AtomicInteger();
        var answer =
                Change.made(() -> tries.incrementAndGet() < 5 ? Optional.empty() : Optional.of(Answer.ok(Map.of())));
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void isGivenUpAfterFiveTries() {
        var tries = new AtomicInteger();
        var answer = Change.made(() -> {
            tries.incrementAndGet();
            return Optional.empty();
        });
        assertThat(answer.status()).isEqualTo(409);
        assertThat(tries).hasValue(5);
    }

    @Test
    void isLaterThanTheOneBeforeEvenWhenTheClockStands() {
        var noon = Instant.parse("2026-03-01T12:00:00Z");
        var clock = Clock.fixed(noon, ZoneOffset.UTC);
        assertThat(Change.moment(clock, noon)).isEqualTo(noon.plusNanos(1000));
        assertThat(Change.moment(clock, noon.minusNanos(1000))).isEqualTo(noon);
    }

    @Test
    void ofManyAtOnceNoneOverwritesAnother() throws Exception {
        try (var house = new ApiHouse();
                var threads = Executors.newFixedThreadPool(4)) {
            for (var kind : new String[] {"agents", "phone-numbers"}) {
                var made = house.post("/v1/" + kind, first(kind));
                var path = "/v1/" + kind + "/" + made.text("/data/id");
                for (var round = 0; round < 10; round++) {
                    var value = 10 + round;
                    var changes = IntStream.range(0, 4)
                            .mapToObj(field -> (Callable<ApiHouse.Heard>) () -> house.send(
                                    "PATCH",
                                    path,
                                    house.operator,
                                    "{\"" + fields(kind)[field] + "\":" + json(field, value * 3) + "}"))
                            .toList();
                    var answers = threads.invokeAll(changes);
                    var after = house.get(path).body().path("data");
                    for (var field = 0; field < 4; field++) {
                        var status = answers.get(field).get().status();
                        assertThat(status).isIn(200, 409);
                        if (status == 200) {
                            assertThat(after.path(fields(kind)[field]).asInt()).isEqualTo(value * 3);
                        }
                    }
                }
            }
        }
    }

    private static String json(int field, int value) {
        return field > 1 ? "\"" + value + "\"" : String.valueOf(value);
    }

    private static String first(String kind) {
        return kind.equals("agents") ? "{\"name\":\"A\"}" : "{\"number\":\"+12025550171\",\"provider\":\"voximplant\"}";
    }

    private static String[] fields(String kind) {
        return kind.equals("agents")
                ? new String[] {"maxCallDurationSeconds", "firstMessageDelay", "agentGreeting", "systemPrompt"}
                : new String[] {"ringTimeoutSeconds", "maxConcurrentCalls", "pricePerMinute", "name"};
    }
}
