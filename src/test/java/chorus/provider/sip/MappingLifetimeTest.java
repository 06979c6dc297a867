package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.OptionsServer;
import chorus.phonebook.Preflight.Step;
import chorus.phonebook.Preflight.Verdict;
import chorus.provider.Checklist;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How long a NAT in between remembers us, with a silence shorter than the real one.
class MappingLifetimeTest {
    private final OptionsServer server = new OptionsServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void passesWhenWeAreSeenAsBefore() {
        var step = look();

        assertThat(step.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(step.found()).contains("we are still seen at 127.0.0.1:");
    }

    @Test
    void takesALostPacketForNoNatThatForgets() {
        server.loses(2);

        assertThat(look().verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void failsWhenTheNatHasForgottenUs() {
        server.forgets();

        var step = look();

        assertThat(step.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(step.found()).contains("we are seen at 127.0.0.1:", ", before at 127.0.0.1:");
        assertThat(step.change()).contains("keep UDP mappings for at least 60 s");
    }

    @Test
    void isSkippedWhereNobodyAnswersStrangePorts() {
        server.loses(1_000);

        assertThat(look().verdict()).isEqualTo(Verdict.SKIPPED);
    }

    private Step look() {
        var list = new Checklist(System::nanoTime);
        var target = new Target(server.address().getAddress(), server.address().getPort(), Transport.UDP);
        MappingLifetime.of(target, Duration.ofMillis(10), list);
        return list.steps().getFirst();
    }
}
