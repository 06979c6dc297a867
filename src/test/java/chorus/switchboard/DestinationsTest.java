package chorus.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.DecisionTrace;
import chorus.call.Refusal;
import chorus.phonebook.Balance;
import chorus.phonebook.CallRules;
import chorus.phonebook.Organization;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
    private static final String AMERICAN = "+12025550100";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "911",
                "112",
                "999",
                "000",
                "0112",
                "9911",
                "+1911",
                "+44999",
                "+49110",
                "+49112",
                "+112",
                "+911",
                "933",
                "9-1-1",
                "1.1.2",
                "9_1_1",
                "911#",
                "911*#",
                "*911",
                "#911",
                "*67911",
                "*670911",
                "*31#112",
                "**21*112",
                "#31#911#",
                "8911",
                "99-112",
                "0-0-0",
                "6911",
                "7-112",
                "9*11",
                "9#1#1#",
                "*676911",
                "90911",
                "08-112",
                "60999",
                "1911",
                "91911"
            })
    void neverDialsForHelp(String to) {
        assertThat(refusal(AMERICAN, to, "+")).contains(Refusal.EMERGENCY_NUMBER);
    }

    @Test
    void lendsTheNetworkNoWayToANumberThatMayNotBeDialled() {
        var destinations = new Destinations();
        var listing = House.listing(House.FAST, new Balance.Unlimited());

        for (var user : List.of("911", "*67911", "1900-555-0123", "+19005550123", "442079460123")) {
            assertThat(destinations.mayReach(listing.number(), listing.organization(), user))
                    .as(user)
                    .isFalse();
        }
        for (var user : List.of("", "1000", "voicemail", "+14155550123", "14155550123")) {
            assertThat(destinations.mayReach(listing.number(), listing.organization(), user))
                    .as(user)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1000", "9000", "1112", "2911", "12911", "92911", "6015", "911x", "91", "1-2-3", "*43", "#12"})
    void takesExtensionsForWhatTheyAre(String to) {
        assertThat(refusal(AMERICAN, to)).isEmpty();
    }

    @Test
    void knowsTheEmergencyNumbersOfTheNumbersOwnCountry() {
        assertThat(refusal("+61291234567", "0000")).contains(Refusal.EMERGENCY_NUMBER);
        assertThat(refusal("+493012345678", "110")).contains(Refusal.EMERGENCY_NUMBER);
        assertThat(refusal(AMERICAN, "110")).isEmpty();
        assertThat(refusal("200", "110")).contains(Refusal.EMERGENCY_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+19005550123", "+12029765555", "+449061234567", "+448712345678", "+499001234567", "+33899123456",
                "+881612345678", "+870773123456", "+97912345678", "+80812345678", "11880", "011880",
                "+40900123456", "+40903123456", "+380900212345", "+3531520123456", "+85290012345678", "+38190123456",
                "+27862345678", "+9721919123456"
            })
    void neverDialsAtPremiumRates(String to) {
        assertThat(refusal(AMERICAN, to, "+")).contains(Refusal.PREMIUM_NUMBER);
    }

    /// Numbers that begin as premium-rate ones do, and are none.
    @ParameterizedTest
    @ValueSource(strings = {"+35315201234", "+85290012345", "+40212345678", "+380441234567", "+27860123456"})
    void dialsOrdinaryNumbersBesideThem(String to) {
        assertThat(refusal(AMERICAN, to, "+")).isEmpty();
    }

    @Test
    void takesShortExtensionsOfFranceForWhatTheyAre() {
        assertThat(refusal("+33123456789", "6015")).isEmpty();
        assertThat(refusal("+33123456789", "015")).contains(Refusal.EMERGENCY_NUMBER);
        assertThat(refusal("+33123456789", "0015")).contains(Refusal.EMERGENCY_NUMBER);
    }

    @Test
    void dialsInTheNumbersOwnCountry() {
        assertThat(refusal(AMERICAN, "+14155550123")).isEmpty();
        assertThat(refusal("+441632960123", "+447700900123")).isEmpty();
    }

    @Test
    void dialsAbroadOnlyWhatTheOrganizationAllows() {
        assertThat(refusal(AMERICAN, "+441632960123")).contains(Refusal.DESTINATION_FORBIDDEN);
        assertThat(refusal(AMERICAN, "+441632960123", "+44")).isEmpty();
        assertThat(refusal(AMERICAN, "+441632960123", "+4420")).contains(Refusal.DESTINATION_FORBIDDEN);
        assertThat(refusal(AMERICAN, "+441632960123", "+")).isEmpty();
    }

    @Test
    void countsTheIslandsOfTheNorthAmericanPlanAsAbroad() {
        assertThat(refusal(AMERICAN, "+18765550123")).contains(Refusal.DESTINATION_FORBIDDEN);
        assertThat(refusal(AMERICAN, "+12425550123", "+1242")).isEmpty();
        assertThat(refusal("+18765550100", "+18765550123")).isEmpty();
    }

    @Test
    void takesNoCountryForAnExtensionsOwn() {
        assertThat(refusal("200", "+14155550123")).contains(Refusal.DESTINATION_FORBIDDEN);
        assertThat(refusal("200", "+14155550123", "+1")).isEmpty();
    }

    @Test
    void dialsExtensionsOnSipTrunksOnly() {
        assertThat(refusal("200", "201")).isEmpty();
        assertThat(refusal(number(AMERICAN, new Trunk.Voximplant()), "201")).contains(Refusal.DESTINATION_FORBIDDEN);
    }

    @Test
    void takesNoLongNumberForAnExtension() {
        assertThat(refusal("200", "0019005550123")).contains(Refusal.DESTINATION_FORBIDDEN);
        assertThat(refusal("200", "9-1-415-555-0123")).contains(Refusal.DESTINATION_FORBIDDEN);
    }

    private static Optional<Refusal> refusal(String own, String to, String... allowed) {
        return refusal(number(own, House.trunk()), to, allowed);
    }

    private static Optional<Refusal> refusal(PhoneNumber number, String to, String... allowed) {
        var organization = new Organization(
                House.ORGANIZATION,
                "Acme",
                true,
                new Balance.Unlimited(),
                10,
                List.of(allowed),
                BigDecimal.ZERO,
                Instant.EPOCH);
        return new Destinations().refusal(number, organization, to, new DecisionTrace(Clock.systemUTC()));
    }

    private static PhoneNumber number(String own, Trunk trunk) {
        return new PhoneNumber(
                House.NUMBER,
                House.ORGANIZATION,
                Optional.empty(),
                own,
                trunk,
                Optional.empty(),
                CallRules.STANDARD,
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
