package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Numbers whose calls Twilio takes to an application, whatever their VoiceUrl says.
class TwilioConflictTest {
    private static final String APPLICATION = "AP" + "1".repeat(32);

    private final TwilioStage stage = new TwilioStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void takesANumberOffItsApplicationAndSaysSoAndPutsItBackOn() {
        var atTwilio = stage.account.has(TwilioStage.NUMBER).set("VoiceApplicationSid", APPLICATION);
        var number = stage.added();
        assertThat(stage.provider.status(number).why()).contains("It was on application " + APPLICATION);
        assertThat(atTwilio.setting("VoiceApplicationSid")).isEmpty();
        assertThat(atTwilio.setting("VoiceUrl")).isEqualTo(TwilioStage.url("voice"));
        stage.remove(number);
        Patience.until(
                "the number on its application",
                () -> atTwilio.setting("VoiceApplicationSid").equals(APPLICATION));
        assertThat(atTwilio.setting("VoiceUrl")).isEmpty();
    }
}
