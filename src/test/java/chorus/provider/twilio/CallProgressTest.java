package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallProgressTest {
    private final CallProgress progress = new CallProgress();

    @Test
    void newsInOrderAreNews() {
        assertThat(progress.told(0, CallStatus.INITIATED)).isTrue();
        assertThat(progress.told(1, CallStatus.RINGING)).isTrue();
        assertThat(progress.told(2, CallStatus.IN_PROGRESS)).isTrue();
        assertThat(progress.told(3, CallStatus.COMPLETED)).isTrue();
    }

    @Test
    void whatComesLateOrTwiceIsNone() {
        progress.told(2, CallStatus.IN_PROGRESS);
        assertThat(progress.told(1, CallStatus.RINGING)).isFalse();
        assertThat(progress.told(2, CallStatus.IN_PROGRESS)).isFalse();
        assertThat(progress.status()).contains(CallStatus.IN_PROGRESS);
    }

    @Test
    void nothingFollowsAnEnd() {
        for (var end : CallStatus.values()) {
            if (end.isFinal()) {
                var over = new CallProgress();
                assertThat(over.told(3, end)).isTrue();
                for (var news : CallStatus.values()) {
                    assertThat(over.told(9, news)).isFalse();
                }
            }
        }
    }

    @Test
    void anEndIsTakenEvenWithoutANumber() {
        progress.told(2, CallStatus.IN_PROGRESS);
        assertThat(progress.told(-1, CallStatus.COMPLETED)).isTrue();
    }

    @Test
    void readsTwiliosWords() {
        assertThat(CallStatus.of("in-progress")).contains(CallStatus.IN_PROGRESS);
        assertThat(CallStatus.of("no-answer")).contains(CallStatus.NO_ANSWER);
        assertThat(CallStatus.of("IN_PROGRESS")).isEmpty();
    }
}
