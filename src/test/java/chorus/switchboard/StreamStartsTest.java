package chorus.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.Balance;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamStartsTest {
    @Test
    void tellsHeadersUnderNamesOfTheirOwn() {
        assertThat(parameters(Map.of("X-Order", "17"))).containsEntry("sip_x_order", "17");
    }

    @Test
    void letsNothingFromOutsidePassForAFact() {
        assertThat(parameters(Map.of())).extractingByKey("call_id").isNotEqualTo("forged");
    }

    private static Map<String, String> parameters(Map<String, String> headers) {
        var organization = House.organization(new Balance.Unlimited());
        var agent = House.agent(Duration.ofMinutes(1));
        return StreamStarts.of(LiveCallsTest.call(), organization, agent, headers)
                .customParameters();
    }
}
