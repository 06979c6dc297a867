package chorus.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.Call;
import chorus.call.CallFacts;
import chorus.call.CallRecord;
import chorus.call.Direction;
import chorus.call.EndReason;
import chorus.call.Step;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {
    /// Where nobody has to change anything.
    private static final EnumSet<EndReason> ALL_RIGHT = EnumSet.of(
            EndReason.CALLER_HUNG_UP,
            EndReason.CALLEE_HUNG_UP,
            EndReason.CALLER_CANCELED,
            EndReason.AGENT_HUNG_UP,
            EndReason.API_HUNG_UP,
            EndReason.TRANSFERRED,
            EndReason.CALLEE_BUSY,
            EndReason.CALLEE_DECLINED,
            EndReason.OUTBOUND_CANCELED);

    @ParameterizedTest
    @EnumSource
    void saysWhatToChangeForEachEndingThatAsksForIt(EndReason reason) {
        for (var provider : List.of("sip", "twilio")) {
            assertThat(Advice.on(reason, ended(provider, "")).isEmpty())
                    .as(provider)
                    .isEqualTo(ALL_RIGHT.contains(reason));
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesNoSettingOfSipForACallAtTwilio(EndReason reason) {
        assertThat(String.join(" ", Advice.on(reason, ended("twilio", "Twilio refuses."))))
                .doesNotContain("`sip");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The trunk's sipIp is the range 192.0.2.0/24, and a range cannot be dialled: set sipProxy. | Set `sipProxy` to the host",
                "sipProxy a.example is at 192.0.2.1, which sipIp 198.51.100.0/24 does not contain. | Let `sipIp` contain",
                "The TLS handshake with 192.0.2.1 failed: its certificate has expired | Have the far side's certificate renewed",
                "There is no connection to 192.0.2.1: Connection refused. | Start the far side",
                "No answer came from 192.0.2.1:5060 over UDP. | Make sure that the far side runs"
            })
    void tellsWhyATrunkCouldNotBeReached(String found, String advice) {
        assertThat(Advice.on(EndReason.NETWORK_UNREACHABLE, ended("sip", found)).getFirst())
                .startsWith(advice);
    }

    private static Evidence ended(String provider, String answer) {
        var call = new Call(
                UUID.randomUUID(),
                UUID.randomUUID(),
                Optional.of(UUID.randomUUID()),
                Optional.of(UUID.randomUUID()),
                "CA1",
                provider,
                Direction.OUTBOUND,
                "+14155550123",
                "+12025550100",
                Map.of(),
                Map.of(),
                Instant.EPOCH);
        var trace = List.of(new Step(1, "answer", "an answer", answer, Step.Verdict.REFUSED));
        var record = new CallRecord(
                call,
                EndReason.NETWORK_FAILED.state(),
                Optional.empty(),
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                trace,
                1,
                CallFacts.NONE);
        return new Evidence(record, Optional.empty());
    }
}
