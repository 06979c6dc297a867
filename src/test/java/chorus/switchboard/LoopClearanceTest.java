package chorus.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.Refusal;
import chorus.phonebook.Balance;
import chorus.phonebook.PhoneNumbers.Listing;
import chorus.provider.TestCalls.Start;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The call of a line's test obeys what any call out obeys.
class LoopClearanceTest {
    private final Listing listing = House.listing(House.atOnce(1), new Balance.Unlimited());
    private final House house = new House(listing);

    @ParameterizedTest
    @ValueSource(strings = {"911", "112", "9911", "90911", "9-1-1"})
    void neverCallsForHelp(String to) {
        var calls = house.switchboard.testCalls();

        assertThat(calls.refusal(listing.number(), to)).contains(Refusal.EMERGENCY_NUMBER);
        assertThat(calls.begin(listing.number(), to)).isEqualTo(new Start.Refused(Refusal.EMERGENCY_NUMBER));
        assertThat(house.switchboard.running()).isZero();
    }

    @Test
    void callsNoDirectoryEnquiries() {
        assertThat(house.switchboard.testCalls().refusal(listing.number(), "11880"))
                .contains(Refusal.PREMIUM_NUMBER);
    }

    @Test
    void isLedOnToNobodyWhoMayNotBeCalled() {
        var begun = (Start.Begun) house.switchboard.testCalls().begin(listing.number(), "*43");

        assertThat(List.of("1000", "911", "19005550123"))
                .extracting(user -> begun.mayReach().test(user))
                .containsExactly(true, false, false);
    }

    @Test
    void takesAPlaceAndGivesItBack() {
        var calls = house.switchboard.testCalls();
        var begun = (Start.Begun) calls.begin(listing.number(), "*43");

        assertThat(calls.begin(listing.number(), "*43")).isEqualTo(new Start.Refused(Refusal.TOO_MANY_CALLS));
        begun.close();

        assertThat(calls.begin(listing.number(), "*43")).isInstanceOf(Start.Begun.class);
    }

    @Test
    void isNotMadeWithoutABalance() {
        var poor = House.listing(House.price("1"), House.dollars("0"));

        assertThat(new House(poor).switchboard.testCalls().refusal(poor.number(), "*43"))
                .contains(Refusal.BALANCE_EXHAUSTED);
    }
}
