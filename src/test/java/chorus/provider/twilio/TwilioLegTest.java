package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.EndReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a leg has to tell whoever listens to it late.
class TwilioLegTest {
    private final StreamedCall streamed = new StreamedCall();

    @AfterEach
    void stop() {
        streamed.close();
    }

    @Test
    void tellsWhoeverBeginsToListenAfterTheEndThatItHasEnded() {
        var leg = streamed.leg();
        streamed.call().told(PostedForm.parse("CallStatus=completed"));
        streamed.runTasks();

        var told = new HeardLeg();
        leg.listen(told);
        streamed.runTasks();

        assertThat(told.ended()).containsExactly(EndReason.CALLER_HUNG_UP);
    }

    @Test
    void keepsTheKeysThatWerePressedBeforeAnybodyListened() {
        var leg = streamed.leg();
        streamed.says("{\"event\":\"dtmf\",\"streamSid\":\"MZ1\",\"dtmf\":{\"digit\":\"4\"}}");
        streamed.says("{\"event\":\"dtmf\",\"streamSid\":\"MZ1\",\"dtmf\":{\"digit\":\"#\"}}");

        var told = new HeardLeg();
        leg.listen(told);

        assertThat(told.keys()).isEqualTo("4#");
    }
}
