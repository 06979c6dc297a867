package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeadTest {
    private static final long MS = 1_000_000;

    private final Lead lead = new Lead();
    private long now;

    private void steady(long millis) {
        for (int i = 0; i <= 50; i++) {
            lead.arrived(millis * MS, now);
            now += 20 * MS;
        }
    }

    private long takenBack() {
        var sum = 0L;
        for (int i = 0; i < 1000; i++) {
            sum += lead.takeBack(20 * MS);
        }
        return sum / MS;
    }

    @Test
    void aSmallSteadyLeadIsTakenBackByAQuarterOfEachPacket() {
        steady(40);
        assertThat(lead.takeBack(20 * MS)).isEqualTo(5 * MS);
        assertThat(takenBack()).isEqualTo(35);
    }

    @Test
    void aLargeLeadThatTheAgentKeepsIsLeftAlone() {
        steady(800);
        assertThat(takenBack()).isZero();
        lead.begin();
        steady(800);
        assertThat(takenBack()).isZero();
    }

    @Test
    void aLeadThatOnlyAStallMadeIsTakenBack() {
        steady(5);
        takenBack();
        lead.begin();
        steady(700);
        assertThat(takenBack()).isEqualTo(700);
    }

    @Test
    void aLeadAsLargeAsTheCallersSoundWasLateIsTakenBack() {
        lead.callerWasLate(300 * MS);
        steady(320);
        assertThat(takenBack()).isEqualTo(320);
    }

    @Test
    void aLeadBeyondTheCallersLatenessIsLeftAlone() {
        lead.callerWasLate(300 * MS);
        steady(800);
        assertThat(takenBack()).isZero();
    }

    @Test
    void aLeadThatGrowsAsABurstDoesIsLeftAlone() {
        steady(0);
        for (int i = 0; i < 500; i++) {
            lead.arrived(i * 20L * MS, now);
            now += MS;
        }
        assertThat(takenBack()).isZero();
    }

    @Test
    void aNewSpurtForgetsWhatWasToBeTakenBack() {
        steady(100);
        lead.begin();
        assertThat(takenBack()).isZero();
    }
}
