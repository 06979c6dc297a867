package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.Trunk;
import chorus.secret.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is looked at for whoever claims to be an account.
class TwilioLinesTest {
    private final TwilioLines lines = new TwilioLines();

    @Test
    void aThousandNumbersOfAnAccountHaveNoMoreTokensThanTheAccount() {
        var rotating = new Trunk.Twilio(
                TwilioStage.SID,
                Secret.of(TwilioStage.TOKEN),
                Optional.of(Secret.of("the-next-one")),
                Optional.empty(),
                Optional.empty());
        for (var i = 0; i < 1_000; i++) {
            lines.attach(TwilioStage.number("+1202555" + (1000 + i), i % 2 == 0 ? TwilioStage.trunk() : rotating));
        }
        lines.attach(TwilioStage.number(
                "+12025559999", new Trunk.Twilio("AC" + "b".repeat(32), Secret.of("somebody-elses"))));

        assertThat(lines.tokens(TwilioStage.SID))
                .containsExactlyInAnyOrder(Secret.of(TwilioStage.TOKEN), Secret.of("the-next-one"));
    }
}
