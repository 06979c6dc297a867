package chorus.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.Call;
import chorus.call.DecisionTrace;
import chorus.call.Direction;
import chorus.phonebook.Balance;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveCallsTest {
    private final LiveCalls live = new LiveCalls();
    private final DecisionTrace trace = new DecisionTrace(Clock.systemUTC());

    @Test
    void hasNoPlaceBeyondTheNumbersLimit() {
        var listing = House.listing(House.atOnce(1), new Balance.Unlimited());
        var first = (LiveCalls.Place.Taken) live.take(call(), listing, trace);

        assertThat(live.take(call(), listing, trace)).isInstanceOf(LiveCalls.Place.Full.class);

        first.live().close();
        assertThat(live.take(call(), listing, trace)).isInstanceOf(LiveCalls.Place.Taken.class);
        assertThat(live.count()).isEqualTo(1);
    }

    @Test
    void hasNoPlaceBeyondTheOrganizationsLimit() {
        var listing = House.listing(House.FAST, new Balance.Unlimited());
        for (var i = 0; i < listing.organization().maxConcurrentCalls(); i++) {
            live.take(call(), listing, trace);
        }

        assertThat(live.take(call(), listing, trace)).isInstanceOf(LiveCalls.Place.Full.class);
    }

    @Test
    void doesNotCountWhoOnlyWaits() {
        live.enter(call());

        assertThat(live.count()).isZero();
        assertThat(live.running(House.ORGANIZATION)).isZero();
    }

    @Test
    void letsSoManyWaitAndNoMore() {
        var queues = new Queues();
        for (var i = 0; i < Queues.LONGEST; i++) {
            assertThat(queues.join(House.NUMBER, live.enter(call()))).isPresent();
        }

        assertThat(queues.join(House.NUMBER, live.enter(call()))).isEmpty();
        assertThat(queues.join(UUID.randomUUID(), live.enter(call()))).isPresent();
    }

    static Call call() {
        return new Call(
                UUID.randomUUID(),
                House.ORGANIZATION,
                Optional.of(House.NUMBER),
                Optional.empty(),
                "CA1",
                "paper",
                Direction.INBOUND,
                "+12025550199",
                "+12025550100",
                Map.of("call_id", "forged", "sip_x_order", "forged"),
                Map.of(),
                Instant.EPOCH);
    }
}
