package chorus.provider.voximplant;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.provider.NumberShop;
import chorus.provider.NumberShop.Answer;
import chorus.provider.NumberShop.Kind;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VoximplantShopTest {
    private static final String FOR_SALE = "+12175550177";

    private final VoximplantStage stage = new VoximplantStage();
    private final NumberShop shop = stage.provider.shop().orElseThrow();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aNumberThatCannotBeUsedYetIsGivenBackAllTheSame() {
        var rented = stage.cloud.account().has("+12025550101").unverified();
        var answer = shop.release(stage.numbered("+12025550101", stage.trunk()));
        assertThat(answer).isInstanceOf(Answer.Done.class);
        assertThat(rented.isCanceled()).isTrue();
    }

    @Test
    void aNumberThatWasGivenBackIsNotGivenBackAgain() {
        var number = stage.numbered(VoximplantStage.NUMBER, stage.trunk());
        assertThat(shop.release(number)).isInstanceOf(Answer.Done.class);
        assertThat(shop.release(number)).isInstanceOf(Answer.Done.class);
        assertThat(stage.cloud.asked("DeactivatePhoneNumber")).isEqualTo(1);
    }

    @Test
    void anOrderWhoseAnswerWasLostIsFilledAlsoWhileTheNumberCannotBeUsedYet() {
        stage.cloud.sale().sells(FOR_SALE).wantsProof();
        stage.cloud.troubles().loseAnswer("AttachPhoneNumber", 1);
        assertThat(shop.offer(stage.trunk(), FOR_SALE, "US", Kind.LOCAL)).isInstanceOf(Answer.Done.class);
        var number = stage.numbered(FOR_SALE, stage.trunk());
        assertThat(shop.buy(number, false, Map.of())).isInstanceOf(Answer.Done.class);
        assertThat(shop.buy(number, true, Map.of())).isInstanceOf(Answer.Done.class);
        assertThat(stage.cloud.asked("AttachPhoneNumber")).isEqualTo(1);
    }
}
