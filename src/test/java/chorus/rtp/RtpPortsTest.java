package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class RtpPortsTest {
    private long now;

    private RtpPorts range(String text) {
        return RtpPorts.range(text, () -> now);
    }

    @Test
    void lendsEachEvenPortOfTheRangeOnce() {
        var ports = range("20001-20100");
        var lent = new HashSet<Integer>();
        for (int i = 0; i < 49; i++) {
            lent.add(ports.lend().orElseThrow());
        }
        assertThat(lent).hasSize(49).allMatch(port -> port % 2 == 0 && port >= 20_002 && port < 20_100);
        assertThat(ports.lend()).isEmpty();
        assertThat(ports.lent()).isEqualTo(49);
    }

    @Test
    void aPortRestsBeforeItIsLentAgain() {
        var ports = range("20000-20001");
        var port = ports.lend().orElseThrow();
        ports.giveBack(port);
        assertThat(ports.lend()).isEmpty();
        now += 5_000_000_000L;
        assertThat(ports.lend()).hasValue(port);
    }

    @Test
    void thePortGivenBackLongestAgoComesFirst() {
        var ports = range("20000-20007");
        var first = ports.lend().orElseThrow();
        ports.giveBack(first);
        now += 60_000_000_000L;
        for (int i = 0; i < 3; i++) {
            assertThat(ports.lend()).isNotEmpty().isNotEqualTo(java.util.OptionalInt.of(first));
        }
        assertThat(ports.lend()).hasValue(first);
    }

    @Test
    void refusesWhatIsNoRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> range("many")).withMessageContaining("16384-32767");
        assertThatIllegalArgumentException().isThrownBy(() -> range("20000"));
        assertThatIllegalArgumentException().isThrownBy(() -> range("30000-20000"));
        assertThatIllegalArgumentException().isThrownBy(() -> range("20001-20002"));
        assertThatIllegalArgumentException().isThrownBy(() -> range("80-90"));
        assertThatIllegalArgumentException().isThrownBy(() -> range("20000-70000"));
    }
}
