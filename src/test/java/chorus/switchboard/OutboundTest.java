package chorus.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.call.CallState;
import chorus.call.Charge;
import chorus.call.EndReason;
import chorus.call.EndedCall;
import chorus.call.NetworkAnswer;
import chorus.call.Refusal;
import chorus.call.Step;
import chorus.fake.Patience;
import chorus.phonebook.Balance;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class OutboundTest {
    private static final Balance UNLIMITED = new Balance.Unlimited();

    @Test
    void answersAnOrderAtOnceWithAQueuedCall() {
        var house = new House(House.listing(House.FAST, UNLIMITED));

        var placed = house.placed();

        assertThat(placed.state()).isEqualTo(CallState.QUEUED);
        assertThat(house.log.states(placed.call().id()).getFirst()).isEqualTo(CallState.QUEUED);
    }

    @Test
    void goesFromTheQueueToItsEndInOrder() {
        var house = new House(House.listing(House.FAST, UNLIMITED));
        var id = house.placed().call().id();

        house.dialled(0).isAnswered();
        house.stream.agent().said(new Frame().over(AudioFormat.PCMU, new byte[160], 0, 160));
        house.dialled(0).leg().callerHangsUp();

        var end = house.log.end(id);
        assertThat(end.ending()).isEqualTo(EndReason.CALLEE_HUNG_UP);
        assertThat(house.log.states(id))
                .containsExactly(CallState.QUEUED, CallState.RINGING, CallState.IN_PROGRESS, CallState.COMPLETED);
        assertThat(end.facts().firstAudio()).isPresent();
        assertThat(house.stream.isClosed()).isTrue();
        assertThat(house.dialled(0).leg().isHungUp()).isTrue();
    }

    @Test
    void measuresFromTheAnswerToTheAgentsFirstSound() {
        var house = new House(House.listing(House.FAST, UNLIMITED));
        var id = house.placed().call().id();
        var silence = Duration.ofMillis(300);

        var before = System.nanoTime();
        house.dialled(0).isAnswered();
        Patience.until("the answer on the record", () -> house.log.states(id).contains(CallState.IN_PROGRESS));
        LockSupport.parkNanos(silence.toNanos());
        house.stream.agent().said(new Frame().over(AudioFormat.PCMU, new byte[160], 0, 160));
        var atMost = Duration.ofNanos(System.nanoTime() - before);
        house.dialled(0).leg().callerHangsUp();

        assertThat(house.log.end(id).facts().firstAudio())
                .hasValueSatisfying(firstAudio -> assertThat(firstAudio).isBetween(silence, atMost));
    }

    @Test
    void keepsTheNetworksOwnWords() {
        var house = new House(House.listing(House.FAST, UNLIMITED));
        var id = house.placed().call().id();

        house.dialled(0).isRefused(EndReason.CALLEE_BUSY, 486, "Busy Here");

        var end = house.log.end(id);
        assertThat(end.ending().state()).isEqualTo(CallState.BUSY);
        assertThat(end.facts().networkAnswer()).contains(new NetworkAnswer(486, "Busy Here"));
        assertThat(refusedSteps(end)).contains("SIP/2.0 486 Busy Here");
    }

    @Test
    void closesTheStreamOfACallThatNobodyAnswers() {
        var house = new House(House.listing(House.FAST, UNLIMITED));
        var id = house.placed().call().id();

        house.dialled(0).isRefused(EndReason.CALLEE_NO_ANSWER, 480, "Temporarily Unavailable");

        assertThat(house.log.end(id).ending().state()).isEqualTo(CallState.NO_ANSWER);
        Patience.until("the close of the stream", house.stream::isClosed);
    }

    @Test
    void saysSorryAndChargesNothingWhereSomebodyAnswersBeforeTheAgentIsFoundMissing() {
        var unreachable = new CompletableFuture<Optional<String>>();
        var house = new House(House.listing(House.price("0.06"), House.dollars("5")), unreachable);
        var id = house.placed().call().id();

        house.dialled(0).isAnswered();
        Patience.until("the answer", () -> house.log.states(id).contains(CallState.IN_PROGRESS));
        unreachable.complete(Optional.of("Nobody listens on port 9."));

        var end = house.log.end(id);
        assertThat(end.ending()).isEqualTo(Refusal.AGENT_UNREACHABLE);
        assertThat(house.dialled(0).leg().heard()).hasSize(800);
        assertThat(house.dialled(0).leg().isHungUp()).isTrue();
        assertThat(end.facts().charge()).isEmpty();
    }

    @Test
    void takesTheCallBackWhenTheAgentCannotBeReached() {
        var house = new House(House.listing(House.FAST, UNLIMITED), Optional.of("Nobody listens on port 9."));

        var end = house.log.end(house.placed().call().id());

        assertThat(end.ending()).isEqualTo(Refusal.AGENT_UNREACHABLE);
        assertThat(refusedSteps(end)).contains("Nobody listens on port 9.");
    }

    @Test
    void cancelsACallThatRings() {
        var house = new House(House.listing(House.FAST, UNLIMITED));
        var id = house.placed().call().id();
        house.log.await(id, CallState.RINGING);

        assertThat(house.switchboard.hangUp(House.ORGANIZATION, id)).isTrue();

        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.OUTBOUND_CANCELED);
        assertThat(house.log.states(id)).endsWith(CallState.CANCELED);
    }

    @Test
    void letsCallsWaitForAPlaceFirstComeFirstServed() {
        var house = new House(House.listing(House.atOnce(1), UNLIMITED));
        house.placed();
        house.dialled(0);
        var second = house.placed().call().id();
        var third = house.placed().call().id();

        assertThat(house.switchboard.queuePosition(second)).hasValue(0);
        assertThat(house.switchboard.queuePosition(third)).hasValue(1);

        house.dialled(0).isRefused(EndReason.CALLEE_BUSY, 486, "Busy Here");
        house.log.await(second, CallState.RINGING);
        assertThat(house.switchboard.queuePosition(second)).isEmpty();
        assertThat(house.switchboard.queuePosition(third)).hasValue(0);
        assertThat(house.calls).hasSize(2);
    }

    @Test
    void cancelsACallThatWaits() {
        var house = new House(House.listing(House.atOnce(1), UNLIMITED));
        house.placed();
        house.dialled(0);
        var second = house.placed().call().id();

        assertThat(house.switchboard.hangUp(House.ORGANIZATION, second)).isTrue();

        assertThat(house.log.end(second).ending()).isEqualTo(EndReason.OUTBOUND_CANCELED);
        assertThat(house.calls).hasSize(1);
        assertThat(house.switchboard.queuePosition(second)).isEmpty();
    }

    @Test
    void endsCallsThatWaitWhenTheServerDrainsAndLetsTheOthersGoOn() {
        var house = new House(House.listing(House.atOnce(1), UNLIMITED));
        var first = house.placed().call().id();
        house.dialled(0);
        var second = house.placed().call().id();

        house.switchboard.drain();

        assertThat(house.log.end(second).ending()).isEqualTo(Refusal.SHUTTING_DOWN);
        assertThat(house.log.hasEnded(first)).isFalse();
        house.switchboard.endAll();
        assertThat(house.log.end(first).ending()).isEqualTo(Refusal.SHUTTING_DOWN);
    }

    @Test
    void looksAgainWhenTheTurnOfACallHasCome() {
        var house = new House(House.listing(House.atOnce(1), House.dollars("1")));
        house.placed();
        house.dialled(0);
        var second = house.placed().call().id();
        house.numbers.becomes(House.listing(House.atOnce(1), House.dollars("0")));

        house.dialled(0).isRefused(EndReason.CALLEE_BUSY, 486, "Busy Here");

        assertThat(house.log.end(second).ending()).isEqualTo(Refusal.BALANCE_EXHAUSTED);
        assertThat(house.calls).hasSize(1);
    }

    @Test
    void keepsTheNumbersPace() {
        var rules = new chorus.phonebook.CallRules(
                Duration.ofSeconds(30), 10, Optional.empty(), Optional.empty(), java.util.List.of());
        var house = new House(House.listing(rules, UNLIMITED));
        for (var i = 0; i < 3; i++) {
            house.placed();
        }

        var first = house.dialled(0).dialledNanos();
        var last = house.dialled(2).dialledNanos();

        assertThat(Duration.ofNanos(last - first)).isGreaterThan(Duration.ofMillis(180));
    }

    @Test
    void stopsACallWhenTheBalanceIsSpentAndSaysSo() {
        var house = new House(House.listing(House.price("60"), House.dollars("0.2")));
        var id = house.placed().call().id();

        house.dialled(0).isAnswered();

        var end = house.log.end(id);
        assertThat(end.ending()).isEqualTo(EndReason.BALANCE_SPENT);
        assertThat(house.dialled(0).leg().heard()).hasSize(800);
        assertThat(end.facts().charge().map(Charge::amount))
                .hasValueSatisfying(amount -> assertThat(amount).isEqualByComparingTo(BigDecimal.ONE));
    }

    @Test
    void refusesAndRecordsAnOrderToAnEmergencyNumber() {
        var house = new House(House.listing(House.FAST, UNLIMITED));

        assertThat(house.order("911")).isInstanceOfSatisfying(CallControl.Placing.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.EMERGENCY_NUMBER);
            assertThat(refused.call().state()).isEqualTo(CallState.FAILED);
        });
        assertThat(house.calls).isEmpty();
    }

    private static java.util.List<String> refusedSteps(EndedCall end) {
        return end.trace().stream()
                .filter(step -> step.verdict() == Step.Verdict.REFUSED)
                .map(Step::found)
                .toList();
    }
}
