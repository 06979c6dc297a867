package chorus.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.Balance;
import chorus.phonebook.Organization;
import chorus.phonebook.PhoneNumbers.Listing;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
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
    void isTheOrganizationsWhereTheNumberHasNone() {
        assertThat(Tariff.of(charging(House.listing(House.FAST, House.dollars("1")))))
                .contains(new Tariff(new BigDecimal("0.5"), "USD"));
        assertThat(Tariff.of(charging(House.listing(House.price("0.1"), House.dollars("1")))))
                .contains(new Tariff(new BigDecimal("0.1"), "USD"));
        assertThat(Tariff.of(charging(House.listing(House.price("0"), House.dollars("1")))))
                .isEmpty();
    }

    @Test
    void doesNotExistWithoutAPrice() {
        assertThat(Tariff.of(House.listing(House.FAST, new Balance.Unlimited())))
                .isEmpty();
    }

    private static Listing charging(Listing listing) {
        var owner = listing.organization();
        var charging = new Organization(
                owner.id(),
                owner.name(),
                true,
                owner.balance(),
                10,
                List.of(),
                new BigDecimal("0.5"),
                owner.createdAt());
        return new Listing(listing.number(), charging, listing.agent());
    }
}
