package chorus.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.Balance;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TariffTest {
    private final Tariff tariff = new Tariff(new BigDecimal("0.02"), "USD");

    @Test
    void countsStartedSeconds() {
        assertThat(tariff.cost(Duration.ofMinutes(1))).isEqualByComparingTo("0.02");
        assertThat(tariff.cost(Duration.ofMillis(60_001))).isEqualByComparingTo("0.020334");
    }

    @Test
    void roundsUpToAMillionth() {
        assertThat(tariff.cost(Duration.ofSeconds(1))).isEqualByComparingTo("0.000334");
    }

    @Test
    void costsNothingForNoTime() {
        assertThat(tariff.cost(Duration.ZERO)).isEqualByComparingTo("0");
        assertThat(tariff.cost(Duration.ofSeconds(-1))).isEqualByComparingTo("0");
    }

    @Test
    void saysWhatItChargesFor() {
        assertThat(tariff.charge(LiveCallsTest.call(), Duration.ofSeconds(125)).note())
                .isEqualTo("2 min 5 s from +12025550199 at 0.02 USD a minute");
    }

    @Test
    void doesNotExistWithoutAPrice() {
        assertThat(Tariff.of(House.listing(House.FAST, new Balance.Unlimited())))
                .isEmpty();
    }
}
