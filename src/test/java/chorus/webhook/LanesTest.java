package chorus.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.Deliveries.Receiver;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final UUID GREEDY = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    private final Lanes lanes = new Lanes();

    @Test
    void leavesRoomForOthersHoweverManyReceiversAnOrganizationHas() {
        for (var i = 0; i < 100; i++) {
            var receiver = new Receiver(GREEDY, "slow" + i + ".example:443");
            if (lanes.free(receiver) > 0) {
                lanes.enter(receiver);
            }
        }

        assertThat(lanes.fullOrganizations()).containsExactly(GREEDY);
        assertThat(lanes.free(new Receiver(GREEDY, "more.example:443"))).isZero();
        assertThat(lanes.free(new Receiver(OTHER, "b.example:443"))).isEqualTo(Lanes.MOST_TO_AN_ADDRESS);
        lanes.leave(new Receiver(GREEDY, "slow0.example:443"));
        assertThat(lanes.fullOrganizations()).isEmpty();
    }

    @Test
    void countsAnAddressOverAllOrganizations() {
        for (var i = 0; i < Lanes.MOST_TO_AN_ADDRESS; i++) {
            lanes.enter(new Receiver(i % 2 == 0 ? GREEDY : OTHER, "a.example:443"));
        }

        assertThat(lanes.fullAddresses()).containsExactly("a.example:443");
        assertThat(lanes.free(new Receiver(OTHER, "a.example:443"))).isZero();
    }
}
