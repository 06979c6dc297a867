package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against values worked out by hand from the formulas of ITU-T G.107.
class EModelTest {
    @ParameterizedTest
    @CsvSource({
        "0,    0, 0,    4.40", // d 20: R 92.7
        "0.01, 0, 0,    4.32", // Ie,eff 3.6: R 89.1
        "0.05, 0, 0,    3.90", // Ie,eff 15.8: R 76.9
        "0.20, 0, 0,    2.60", // Ie,eff 42.1: R 50.6
        "0,    0, 560,  3.70", // d 300: Id 20.7, R 72.5
        "1,    0, 0,    1.2"
    })
    void scoresAsTheRecommendationDoes(double lost, double jitter, double roundTrip, double score) {
        assertThat(EModel.score(lost, jitter, roundTrip)).isCloseTo(score, Offset.offset(0.05));
    }

    @Test
    void jitterCountsAsTheDelayThatItTakesToHideIt() {
        assertThat(EModel.score(0, 100, 0)).isEqualTo(EModel.score(0, 0, 400));
    }
}
