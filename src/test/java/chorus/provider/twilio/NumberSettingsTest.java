package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of somebody else's addresses is shown.
class NumberSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "https://user:secret@example.com/voice?token=secret#secret, https://example.com/voice?…",
        "https://user:secret@under_score.example.com/voice, https://under_score.example.com/voice",
        "https://under_score.example.com/voice?token=secret, https://under_score.example.com/voice?…",
        "https://us@er:secret@example.com:8443/, https://example.com:8443/",
        "https://example.com/a|b?token=secret, https://example.com/a|b?…",
        "https:token=secret, something that is no address",
        "example.com/?token=secret, something that is no address",
        "POST, POST",
        "'', empty",
    })
    void showsNothingOfAnAddressThatMayBeSecret(String address, String shown) {
        assertThat(NumberSettings.shown(address)).isEqualTo(shown);
    }
}
