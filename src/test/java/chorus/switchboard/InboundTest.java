package chorus.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.call.Charge;
import chorus.call.EndReason;
import chorus.call.Refusal;
import chorus.fake.PaperIncomingCall;
import chorus.phonebook.Balance;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InboundTest {
    @Test
    void refusesACallBeyondTheNumbersLimit() {
        var house = new House(House.listing(House.atOnce(1), new Balance.Unlimited()));
        house.placed();
        house.dialled(0);

        var call = arriving(house, Map.of());

        assertThat(house.log.end(id(call)).ending()).isEqualTo(Refusal.TOO_MANY_CALLS);
        assertThat(call.refusals()).containsExactly(Refusal.TOO_MANY_CALLS);
    }

    @Test
    void tellsTheAgentTheCallersHeaders() {
        var house = new House(House.listing(House.FAST, new Balance.Unlimited()));

        arriving(house, Map.of("X-Order", "17"));

        assertThat(house.stream.told().customParameters()).containsEntry("sip_x_order", "17");
    }

    @Test
    void chargesAnsweredTimeAndKeepsHowSoonTheAgentSpoke() {
        var house = new House(House.listing(House.price("0.06"), House.dollars("5")));
        var call = arriving(house, Map.of());

        house.stream.agent().said(new Frame().over(AudioFormat.PCMU, new byte[160], 0, 160));
        call.leg().callerHangsUp();

        var end = house.log.end(id(call));
        assertThat(end.ending()).isEqualTo(EndReason.CALLER_HUNG_UP);
        assertThat(end.facts().firstAudio()).isPresent();
        assertThat(end.facts().charge().map(Charge::amount))
                .hasValueSatisfying(amount -> assertThat(amount).isEqualByComparingTo(new BigDecimal("0.001")));
    }

    @Test
    void chargesNothingWithoutAPrice() {
        var house = new House(House.listing(House.FAST, House.dollars("5")));
        var call = arriving(house, Map.of());

        house.stream.agent();
        call.leg().callerHangsUp();

        assertThat(house.log.end(id(call)).facts().charge()).isEmpty();
    }

    private static PaperIncomingCall arriving(House house, Map<String, String> headers) {
        var call = new PaperIncomingCall(house.numbers.all().getFirst(), headers);
        Thread.startVirtualThread(() -> house.switchboard.offer(call));
        return call;
    }

    private static UUID id(PaperIncomingCall call) {
        return call.arrival().callId();
    }
}
