package chorus.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.PaperNumbers;
import chorus.phonebook.Balance;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PurseTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Tariff A_DOLLAR = new Tariff(BigDecimal.ONE, "USD");

    private final LiveCalls live = new LiveCalls();

    @Test
    void lastsAsLongAsTheBalancePaysForOneCall() {
        running(NOW);

        assertThat(purse(House.dollars("2")).lasts(House.NUMBER)).contains(Duration.ofMinutes(2));
    }

    @Test
    void isSharedByTheCallsThatRun() {
        running(NOW);
        running(NOW);

        assertThat(purse(House.dollars("2")).lasts(House.NUMBER)).contains(Duration.ofMinutes(1));
    }

    @Test
    void countsWhatRunningCallsHaveCostAlready() {
        running(NOW.minusSeconds(60));
        running(NOW.minusSeconds(60));

        assertThat(purse(House.dollars("2")).lasts(House.NUMBER)).contains(Duration.ZERO);
    }

    @Test
    void neverEndsWhenTheBalanceIsUnlimited() {
        running(NOW.minusSeconds(60));

        assertThat(purse(new Balance.Unlimited()).lasts(House.NUMBER)).isEmpty();
    }

    private void running(Instant since) {
        live.enter(LiveCallsTest.call()).meter(A_DOLLAR, since);
    }

    private Purse purse(Balance balance) {
        var numbers = new PaperNumbers(House.listing(House.price("1"), balance));
        return new Purse(numbers, live, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
