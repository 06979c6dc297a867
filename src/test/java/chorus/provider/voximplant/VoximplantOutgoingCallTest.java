package chorus.provider.voximplant;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.call.EndReason;
import chorus.provider.Dialling;
import chorus.provider.OutgoingCall.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VoximplantOutgoingCallTest {
    private final CallStage stage = new CallStage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whoOnlyNamesAnAccountCallsNobodyFromIt() {
        stage.stage.cloud.account().has("+12025550101");
        var stranger = stage.stage.add("+12025550101", stage.stage.trunk("wrong", Optional.empty()));
        var dialling = new Dialling(UUID.randomUUID(), "CA1", stranger, "+12025550171", Map.of(), CallStage.trace());
        var outcome = stage.stage.provider.outgoing(dialling).orElseThrow().dial(AudioFormat.PCMU, () -> {});
        assertThat(outcome).isInstanceOfSatisfying(Outcome.NotAnswered.class, refused -> {
            assertThat(refused.ending()).isEqualTo(EndReason.CREDENTIALS_REJECTED);
            assertThat(refused.detail()).contains("100");
        });
        assertThat(stage.stage.cloud.account().sessions()).isEmpty();
    }
}
