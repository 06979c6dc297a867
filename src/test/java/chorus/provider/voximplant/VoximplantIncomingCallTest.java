package chorus.provider.voximplant;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.EndReason;
import chorus.provider.Arrival;
import chorus.provider.IncomingCall.Answer;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoximplantIncomingCallTest {
    private final CallStage stage = new CallStage();

    @AfterEach
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({
        "media_lost,ANSWER_UNCONFIRMED,CHORUS_PUBLIC_URL",
        "scenario_error,ANSWER_UNCONFIRMED,CHORUS_PUBLIC_URL",
        "session_ended,ANSWER_UNCONFIRMED,CHORUS_PUBLIC_URL",
        "gave_up,CALLER_CANCELED,gave_up"
    })
    void anEndBeforeTheStreamIsTheCallersOnlyWhereTheyGaveUp(String word, EndReason expected, String told) {
        var call = stage.call();
        var arrival = new Arrival(
                call.id(),
                "voximplant",
                UUID.randomUUID().toString(),
                "+12025550147",
                VoximplantStage.NUMBER,
                "127.0.0.1",
                CallStage.trace());
        var incoming = new VoximplantIncomingCall(call, arrival, new MediaLoop(0));
        call.ended(new VoximplantCall.End(false, 0, word, 0, Optional.empty()));
        assertThat(incoming.gone()).contains(expected);
        assertThat(incoming.answer(AudioFormat.PCMU)).isInstanceOfSatisfying(Answer.NotAnswered.class, answer -> {
            assertThat(answer.toString()).contains(told).contains(expected.name());
        });
    }
}
