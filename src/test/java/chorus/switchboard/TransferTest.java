package chorus.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.CallState;
import chorus.call.EndReason;
import chorus.call.Refusal;
import chorus.call.Transfer;
import chorus.call.TransferStatus;
import chorus.call.TransferType;
import chorus.fake.PaperLeg;
import chorus.fake.Patience;
import chorus.phonebook.Balance;
import chorus.provider.TransferOutcome;
import chorus.switchboard.CallControl.Ordering;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A running call is handed over. All networks are on paper.
class TransferTest {
    private static final String ELSEWHERE = "+14155550177";
    private static final Transfer BEGUN = new Transfer(TransferType.BLIND, TransferStatus.INITIATED);
    private static final Transfer FAILED = new Transfer(TransferType.BLIND, TransferStatus.FAILED);
    private static final Transfer COMPLETED = new Transfer(TransferType.BLIND, TransferStatus.COMPLETED);
    private static final Transfer ATTENDED_COMPLETED = new Transfer(TransferType.ATTENDED, TransferStatus.COMPLETED);

    private final House house = new House(House.listing(House.price("0.60"), new Balance.Unlimited()));
    private UUID id = UUID.randomUUID();
    private PaperLeg leg = new PaperLeg();

    @BeforeEach
    void talk() {
        id = house.placed().call().id();
        leg = house.dialled(0).leg();
        house.dialled(0).isAnswered();
        house.stream.told();
    }

    @Test
    void isOverWhenTheNetworkSaysThatTheyAreConnected() {
        leg.transfersEndWith(new TransferOutcome.Transferred());

        assertThat(order(TransferType.BLIND)).isEqualTo(new Ordering.Ordered());

        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.TRANSFERRED);
        assertThat(house.log.transfers()).containsExactly(BEGUN, COMPLETED);
        assertThat(house.log.end(id).facts().transfer()).contains(COMPLETED);
        assertThat(house.stream.outcomes()).singleElement().asString().startsWith("completed: ");
        assertThat(leg.isHungUp()).isTrue();
    }

    @Test
    void goesOnWhenTheTargetIsBusy() {
        leg.transfersEndWith(new TransferOutcome.Failed(486, "Busy Here"));

        house.stream.agent().transfer(ELSEWHERE, TransferType.BLIND);

        awaitOutcome("failed: The target answered 486 Busy Here.");
        assertThat(house.log.transfers()).containsExactly(BEGUN, FAILED);
        assertThat(house.calls).hasSize(1);
        leg.callerHangsUp();
        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.CALLEE_HUNG_UP);
    }

    @Test
    void goesOnWhenNobodyTellsTheOutcome() {
        leg.transfersEndWith(new TransferOutcome.TimedOut("No outcome was told within 45 s."));

        house.stream.agent().transfer(ELSEWHERE, TransferType.BLIND);

        awaitOutcome("failed: No outcome was told within 45 s.");
        assertThat(house.log.hasEnded(id)).isFalse();
    }

    @Test
    void isTheSwitchboardsOwnSecondCallWhereTheNetworkRefuses() {
        house.stream.agent().transfer(ELSEWHERE, TransferType.BLIND);
        var second = house.dialled(1);
        second.isAnswered();
        Patience.until("the agent's leave", house.stream::isClosed);

        leg.says(new byte[] {1, 2, 3});
        second.leg().says(new byte[] {7, 8});
        second.leg().presses('5');
        assertThat(second.leg().heard()).endsWith(1, 2, 3);
        assertThat(leg.heard()).endsWith(7, 8);
        assertThat(leg.pressed()).isEqualTo("5");
        second.leg().callerHangsUp();

        var served = house.log.serving(id);
        assertThat(served.call().customerNumber()).isEqualTo(ELSEWHERE);
        assertThat(served.ending()).isEqualTo(EndReason.CALLEE_HUNG_UP);
        assertThat(served.facts().charge()).isPresent();
        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.TRANSFERRED);
        assertThat(house.log.end(id).facts().charge()).isPresent();
        assertThat(leg.isHungUp()).isTrue();
        assertThat(second.leg().isHungUp()).isTrue();
    }

    @Test
    void aSecondCallBeginsAtThePaceOfTheNumberAndBeforeThoseThatWait() {
        var slow = new House(House.listing(House.onePerSecond(), new Balance.Unlimited()));
        var began = System.nanoTime();
        var first = slow.placed().call().id();
        slow.dialled(0).isAnswered();
        slow.stream.told();
        slow.placed();
        slow.stream.agent().transfer(ELSEWHERE, TransferType.BLIND);
        slow.dialled(1).isAnswered();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
        Patience.until("the agent's leave", slow.stream::isClosed);
        slow.dialled(1).leg().callerHangsUp();
        assertThat(slow.log.serving(first).call().customerNumber()).isEqualTo(ELSEWHERE);
    }

    @Test
    void endsBothCallsWhenTheFarSideHangsUp() {
        house.stream.agent().transfer(ELSEWHERE, TransferType.BLIND);
        house.dialled(1).isAnswered();
        Patience.until("the agent's leave", house.stream::isClosed);

        leg.callerHangsUp();

        assertThat(house.log.serving(id).ending()).isEqualTo(EndReason.CALLER_HUNG_UP);
        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.TRANSFERRED);
    }

    @Test
    void isEndedThroughTheApiLikeAnyCall() {
        house.stream.agent().transfer(ELSEWHERE, TransferType.BLIND);
        house.dialled(1).isAnswered();
        Patience.until("the agent's leave", house.stream::isClosed);

        assertThat(house.switchboard.hangUp(House.ORGANIZATION, id)).isTrue();

        assertThat(house.log.serving(id).ending()).isEqualTo(EndReason.API_HUNG_UP);
        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.TRANSFERRED);
    }

    @Test
    void goesOnWhenTheSecondCallIsNotAnswered() {
        house.stream.agent().transfer(ELSEWHERE, TransferType.BLIND);

        house.dialled(1).isRefused(EndReason.CALLEE_BUSY, 486, "Busy Here");

        awaitOutcome("failed: The called party is busy. The network said: 486 Busy Here.");
        assertThat(house.log.serving(id).ending().state()).isEqualTo(CallState.BUSY);
        assertThat(house.log.hasEnded(id)).isFalse();
        assertThat(order(TransferType.BLIND)).isEqualTo(new Ordering.Ordered());
    }

    @Test
    void takesTheSecondCallBackWhenTheFarSideHangsUp() {
        house.stream.agent().transfer(ELSEWHERE, TransferType.BLIND);
        house.dialled(1);

        leg.callerHangsUp();

        assertThat(house.log.serving(id).ending()).isEqualTo(EndReason.CALLER_CANCELED);
        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.CALLEE_HUNG_UP);
    }

    @Test
    void isWaitedForWhenTheAgentLeavesInTheMeantime() {
        var answer = new CompletableFuture<TransferOutcome>();
        leg.transfersAwait(answer);
        house.stream.agent().transfer(ELSEWHERE, TransferType.BLIND);
        Patience.until("a transfer under way", () -> !house.log.transfers().isEmpty());

        house.stream.agent().closed(true, "The agent closed the stream.");
        assertThat(house.log.hasEnded(id)).isFalse();
        answer.complete(new TransferOutcome.Transferred());

        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.TRANSFERRED);
    }

    @Test
    void isASuccessWhenTheOutcomeComesAfterTheFarSideHungUp() {
        var answer = new CompletableFuture<TransferOutcome>();
        leg.transfersAwait(answer);
        house.stream.agent().transfer(ELSEWHERE, TransferType.BLIND);
        Patience.until("a transfer under way", () -> !house.log.transfers().isEmpty());

        leg.callerHangsUp();
        answer.complete(new TransferOutcome.Transferred());

        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.TRANSFERRED);
    }

    @Test
    void callsTheTargetFirstWhenItIsAttended() {
        assertThat(order(TransferType.ATTENDED)).isEqualTo(new Ordering.Ordered());
        var second = house.dialled(1);
        leg.transfersEndWith(new TransferOutcome.Transferred());
        assertThat(house.log.hasEnded(id)).isFalse();

        second.isAnswered();

        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.TRANSFERRED);
        assertThat(house.log.serving(id).ending()).isEqualTo(EndReason.TRANSFERRED);
        assertThat(second.leg().isHungUp()).isTrue();
    }

    @Test
    void isAttendedWhenTheAgentWantsIt() {
        leg.transfersEndWith(new TransferOutcome.Transferred());
        house.stream.agent().transfer(ELSEWHERE, TransferType.ATTENDED);

        house.dialled(1).isAnswered();

        assertThat(house.log.end(id).facts().transfer())
                .contains(new Transfer(TransferType.ATTENDED, TransferStatus.COMPLETED));
        assertThat(house.log.serving(id).ending()).isEqualTo(EndReason.TRANSFERRED);
    }

    @Test
    void letsTheTargetGoWhenTheCallIsEndedWhileTheNetworkIsAsked() {
        var answer = consulted();

        house.switchboard.hangUp(House.ORGANIZATION, id);
        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.API_HUNG_UP);
        answer.complete(new TransferOutcome.TimedOut("The call ended before the outcome was told."));

        assertThat(house.log.serving(id).ending()).isEqualTo(EndReason.CALLER_HUNG_UP);
        assertThat(house.dialled(1).leg().isHungUp()).isTrue();
        assertThat(house.log.transfers()).doesNotContain(ATTENDED_COMPLETED);
        Patience.until("both places", () -> house.switchboard.running() == 0);
    }

    @Test
    void keepsTheFarSideWhenTheTargetHangsUpWhileTheNetworkIsAsked() {
        var answer = consulted();

        house.dialled(1).leg().callerHangsUp();
        answer.complete(new TransferOutcome.Failed(481, "Call/Transaction Does Not Exist"));

        awaitOutcome("failed: The target hung up before they were connected.");
        assertThat(house.log.hasEnded(id)).isFalse();
        assertThat(house.log.serving(id)).isNotNull();
        assertThat(house.switchboard.running()).isEqualTo(1);
        assertThat(house.log.transfers()).doesNotContain(ATTENDED_COMPLETED);
    }

    /// A phone takes its old call for ended once another has taken its place.
    @Test
    void isASuccessWhenTheTargetHangsUpBecauseTheyAreConnected() {
        var answer = consulted();

        house.dialled(1).leg().callerHangsUp();
        answer.complete(new TransferOutcome.Transferred());

        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.TRANSFERRED);
    }

    @Test
    void isNoSuccessWhenTheFarSideHangsUpWhileTheNetworkIsAsked() {
        var answer = consulted();

        leg.callerHangsUp();
        answer.complete(new TransferOutcome.Refused(481, "Call/Transaction Does Not Exist"));

        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.CALLEE_HUNG_UP);
        assertThat(house.log.serving(id).ending()).isEqualTo(EndReason.CALLER_HUNG_UP);
        assertThat(house.log.transfers()).doesNotContain(ATTENDED_COMPLETED);
        assertThat(house.dialled(1).leg().isHungUp()).isTrue();
    }

    @Test
    void isNoSuccessWhenTheFarSideThatTheAgentLeftHangsUp() {
        var answer = consulted();
        house.stream.agent().closed(true, "The agent closed the stream.");
        Patience.until("the agent's leave", () -> leg.isHeardBy(Waiting.class));

        leg.callerHangsUp();
        answer.complete(new TransferOutcome.Refused(481, "Call/Transaction Does Not Exist"));

        assertThat(house.log.serving(id).ending()).isEqualTo(EndReason.CALLER_HUNG_UP);
        assertThat(house.log.end(id).ending()).isEqualTo(EndReason.AGENT_HUNG_UP);
        assertThat(house.log.transfers()).doesNotContain(ATTENDED_COMPLETED);
    }

    @Test
    void joinsThemHereWhenTheNetworkRefusesToPutThemTogether() {
        var answer = consulted();

        answer.complete(new TransferOutcome.Refused(405, "Method Not Allowed"));

        Patience.until("the agent's leave", house.stream::isClosed);
        house.dialled(1).leg().says(new byte[] {7, 8});
        assertThat(leg.heard()).endsWith(7, 8);
        leg.callerHangsUp();
        assertThat(house.log.serving(id).ending()).isEqualTo(EndReason.CALLER_HUNG_UP);
    }

    @Test
    void givesItsPlaceBackWhenTheLogTakesNoSecondCall() {
        house.log.opensNoMore();

        house.stream.agent().transfer(ELSEWHERE, TransferType.BLIND);

        awaitOutcome("failed: " + Refusal.INTERNAL_ERROR.sentence());
        assertThat(house.log.serving(id).ending()).isEqualTo(EndReason.INTERNAL_FAILURE);
        assertThat(house.switchboard.running()).isEqualTo(1);
    }

    @Test
    void neverReachesForbiddenTargets() {
        assertThat(house.switchboard.transfer(House.ORGANIZATION, id, "911", TransferType.BLIND))
                .isEqualTo(new Ordering.Barred(Refusal.EMERGENCY_NUMBER));
        assertThat(house.switchboard.transfer(House.ORGANIZATION, id, "+442071234567", TransferType.BLIND))
                .isEqualTo(new Ordering.Barred(Refusal.DESTINATION_FORBIDDEN));

        house.stream.agent().transfer("+19005550123", TransferType.BLIND);

        awaitOutcome("failed: " + Refusal.PREMIUM_NUMBER.sentence());
        assertThat(house.calls).hasSize(1);
        assertThat(house.log.transfers()).isEmpty();
    }

    @Test
    void isOneAtATime() {
        leg.transfersAwait(new CompletableFuture<>());
        order(TransferType.BLIND);

        assertThat(order(TransferType.BLIND))
                .isEqualTo(new Ordering.Impossible("Another transfer of this call is under way."));
    }

    @Test
    void isNotForCallsOfOthersOrCallsThatAreOver() {
        assertThat(house.switchboard.transfer(UUID.randomUUID(), id, ELSEWHERE, TransferType.BLIND))
                .isInstanceOf(Ordering.Impossible.class);
        leg.callerHangsUp();
        house.log.end(id);
        assertThat(order(TransferType.BLIND)).isInstanceOf(Ordering.Impossible.class);
        assertThat(house.switchboard.sendDigits(House.ORGANIZATION, id, "1")).isFalse();
    }

    @Test
    void keysArePressedTowardsTheFarSide() {
        assertThat(house.switchboard.sendDigits(House.ORGANIZATION, id, "12#")).isTrue();

        assertThat(leg.pressed()).isEqualTo("12#");
    }

    private Ordering order(TransferType type) {
        return house.switchboard.transfer(House.ORGANIZATION, id, ELSEWHERE, type);
    }

    /// The target of an attended transfer has answered, and the network is asked.
    ///
    /// @return what the network will say
    private CompletableFuture<TransferOutcome> consulted() {
        var asked = new CompletableFuture<Boolean>();
        var answer = new CompletableFuture<TransferOutcome>();
        leg.transfersAwait(asked, answer);
        order(TransferType.ATTENDED);
        house.dialled(1).isAnswered();
        Patience.until("the network is asked", asked::isDone);
        return answer;
    }

    private void awaitOutcome(String wanted) {
        Patience.until("an outcome", () -> !house.stream.outcomes().isEmpty());
        assertThat(house.stream.outcomes()).containsExactly(wanted);
        assertThat(house.stream.isClosed()).isFalse();
    }
}
