package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FarEnd;
import chorus.sip.dialog.Ended.Cause;
import chorus.sip.dialog.SessionPolicy;
import chorus.sip.transaction.Timing;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls that last, in both roles of RFC 4028: half an hour is three seconds here.
class SessionTimerStoriesTest {
    private static final SessionPolicy SHORT = new SessionPolicy(Duration.ofSeconds(3), Duration.ofSeconds(2));
    private static final String BOTH_WAYS = "Supported: timer\nAllow: INVITE, ACK, BYE, UPDATE";

    private final CallingSide caller = new CallingSide(SipLimits.standard().with(SHORT));
    private final Callee callee = caller.callee;
    private final FarEnd farEnd = new FarEnd();

    @AfterEach
    void close() {
        farEnd.close();
        caller.close();
    }

    // ---- called ------------------------------------------------------------------------------------------------

    @Test
    void anIntervalBelowTheMinimumIsRefusedWithTheMinimum() {
        farEnd.calls(callee.address(), "Supported: timer\nSession-Expires: 1", FarEnd.SDP);
        assertThat(farEnd.hears("INVITE", 422)).contains("\r\nMin-SE: 2\r\n");
        assertThat(callee.wasCalled()).isFalse();
    }

    @Test
    void theCallersIntervalIsTakenAndTheRefreshingIsOurs() {
        var answer = answered("Session-Expires: 2\n" + BOTH_WAYS);
        assertThat(answer).contains("\r\nSession-Expires: 2;refresher=uas\r\n").contains("\r\nRequire: timer\r\n");
        var refresh = farEnd.hears("UPDATE");
        assertThat(refresh).contains("\r\nSession-Expires: 2;refresher=uac\r\n").contains("\r\nContact: <sip:");
        farEnd.answers(refresh, "200 OK", "Session-Expires: 2;refresher=uac", "");
        farEnd.answers(farEnd.hears("UPDATE"), "200 OK", "Session-Expires: 2;refresher=uac", "");
    }

    @Test
    void aLongIntervalIsCutToOurs() {
        assertThat(answered("Session-Expires: 1800;refresher=uac\n" + BOTH_WAYS))
                .contains("\r\nSession-Expires: 3;refresher=uac\r\n");
    }

    @Test
    void theCallersMinimumIsNotGoneBelow() {
        assertThat(answered("Session-Expires: 1800\nMin-SE: 900\n" + BOTH_WAYS)).contains("\r\nSession-Expires: 900;");
    }

    @Test
    void aCallerWithoutTimersGetsNone() {
        assertThat(answered("")).doesNotContain("Session-Expires").doesNotContain("Require");
    }

    @Test
    void aProxysTimerForACallerWithoutOneIsOursToRefresh() {
        assertThat(answered("Session-Expires: 3")).contains("\r\nSession-Expires: 3;refresher=uas\r\n");
        assertThat(farEnd.hears("INVITE")).contains("Session-Expires: 3;refresher=uac");
    }

    @Test
    void aCallerThatRequiresTimersIsTaken() {
        assertThat(answered("Require: timer\nSession-Expires: 2;refresher=uac")).contains("Session-Expires: 2");
    }

    @Test
    void aCallerThatForgetsToRefreshIsLeftWithAByeBeforeTheTimeIsOver() {
        var answer = answered("Session-Expires: 3;refresher=uac\n" + BOTH_WAYS);
        assertThat(answer).contains("Session-Expires: 3;refresher=uac");
        farEnd.answers(farEnd.hears("BYE"), "200 OK", "", "");
        var ended = callee.isLeft();
        assertThat(ended.cause()).isEqualTo(Cause.EXPIRED);
        assertThat(ended.detail()).contains("not refreshed");
    }

    @Test
    void aRefreshByTheCallerKeepsTheCall() {
        answered("Session-Expires: 3;refresher=uac\n" + BOTH_WAYS);
        farEnd.asks("UPDATE", "Session-Expires: 30;refresher=uac\n" + BOTH_WAYS, "");
        assertThat(farEnd.hears("UPDATE", 200)).contains("\r\nSession-Expires: 3;refresher=uac\r\n");
        farEnd.asks("UPDATE", "Session-Expires: 1;refresher=uac\n" + BOTH_WAYS, "");
        assertThat(farEnd.hears("UPDATE", 422)).contains("Min-SE: 2");
    }

    @Test
    void withoutUpdateTheRefreshIsAReinviteThatSaysTheSameAgain() {
        answered("Session-Expires: 2\nSupported: timer\nAllow: INVITE, ACK, BYE");
        var refresh = farEnd.hears("INVITE");
        assertThat(FarEnd.body(refresh)).isEqualTo(Callee.SDP);
        farEnd.answers(refresh, "200 OK", "Session-Expires: 2;refresher=uac", FarEnd.SDP.replace("41000", "41002"));
        assertThat(farEnd.hears("ACK")).contains("CSeq: 1 ACK");
        assertThat(callee.isRenewed()).contains("m=audio 41002");
        farEnd.hears("INVITE");
    }

    @Test
    void theAckOfARefreshIsSaidAgainWhenItWasLost() {
        answered("Session-Expires: 2\nSupported: timer\nAllow: INVITE, ACK, BYE");
        var refresh = farEnd.hears("INVITE");
        farEnd.answers(refresh, "200 OK", "Session-Expires: 2;refresher=uac", FarEnd.SDP);
        var ack = farEnd.hears("ACK");
        farEnd.answers(refresh, "200 OK", "Session-Expires: 2;refresher=uac", FarEnd.SDP);
        farEnd.hearsAgain(ack, 1);
    }

    // ---- calling -----------------------------------------------------------------------------------------------

    @Test
    void ourInviteAsksForATimer() {
        caller.calls(farEnd);
        assertThat(farEnd.hears("INVITE"))
                .contains("\r\nSession-Expires: 3\r\n")
                .contains("\r\nMin-SE: 2\r\n")
                .contains("\r\nSupported: timer, 100rel\r\n");
    }

    @Test
    void anIntervalThatIsTooSmallForTheFarSideIsMadeLonger() {
        caller.calls(farEnd);
        farEnd.answers(farEnd.hears("INVITE"), "422 Session Interval Too Small", "Min-SE: 7", "");
        var again = farEnd.hears("INVITE");
        assertThat(again).contains("\r\nSession-Expires: 7\r\n").contains("CSeq: 2 INVITE");
        farEnd.answers(again, "200 OK", "Session-Expires: 7;refresher=uas", FarEnd.SDP);
        farEnd.hears("ACK");
        caller.dialog();
    }

    @Test
    void aFarSideThatNeverHasEnoughIsAFailure() {
        caller.calls(farEnd);
        for (var seconds = 10; seconds < 50; seconds += 10) {
            farEnd.answers(farEnd.hears("INVITE"), "422 Session Interval Too Small", "Min-SE: " + seconds, "");
        }
        assertThat(caller.failure().toString()).contains("422");
    }

    @Test
    void theCallerRefreshesByReinviteWhereTheFarSideAllowsNoUpdate() {
        caller.isAnswered(farEnd, "Session-Expires: 2;refresher=uac\nAllow: INVITE, ACK, BYE");
        assertThat(FarEnd.body(farEnd.hears("INVITE"))).isEqualTo(Callee.SDP);
    }

    @Test
    void anUpdateThatIsUnknownAfterAllIsFollowedByAReinvite() {
        caller.isAnswered(farEnd, "Session-Expires: 2;refresher=uac\n" + BOTH_WAYS);
        farEnd.answers(farEnd.hears("UPDATE"), "501 Not Implemented", "", "");
        farEnd.hears("INVITE");
    }

    @Test
    void aRefreshMeetsTheMinimumOfAProxy() {
        caller.isAnswered(farEnd, "Session-Expires: 2;refresher=uac\n" + BOTH_WAYS);
        farEnd.answers(farEnd.hears("UPDATE"), "422 Session Interval Too Small", "Min-SE: 5", "");
        assertThat(farEnd.hears("UPDATE")).contains("Session-Expires: 5;refresher=uac");
    }

    @Test
    void aRefreshThatFailsForTheMomentIsTriedAgain() {
        caller.isAnswered(farEnd, "Session-Expires: 6;refresher=uac\n" + BOTH_WAYS);
        farEnd.answers(farEnd.hears("UPDATE"), "500 Server Internal Error", "Retry-After: 0 (busy)", "");
        farEnd.answers(farEnd.hears("UPDATE"), "503 Service Unavailable", "", "");
        farEnd.answers(farEnd.hears("UPDATE"), "200 OK", "Session-Expires: 6;refresher=uac", "");
    }

    @Test
    void aFarSideThatNoLongerKnowsTheCallEndsIt() {
        caller.isAnswered(farEnd, "Session-Expires: 2;refresher=uac\n" + BOTH_WAYS);
        farEnd.answers(farEnd.hears("UPDATE"), "481 Call/Transaction Does Not Exist", "", "");
        farEnd.hears("BYE");
        var ended = callee.isLeft();
        assertThat(ended.cause()).isEqualTo(Cause.LOST);
        assertThat(ended.detail()).contains("481 Call/Transaction Does Not Exist");
    }

    @Test
    void aFarSideThatAnswersNoRefreshIsLost() {
        var impatient = new Timing(Duration.ofMillis(10), Duration.ofMillis(40), Duration.ofMillis(50));
        try (var hasty = new CallingSide(SipLimits.standard().with(SHORT), impatient)) {
            hasty.isAnswered(farEnd, "Session-Expires: 6;refresher=uac\n" + BOTH_WAYS);
            farEnd.hears("UPDATE");
            assertThat(hasty.callee.isLeft().cause()).isEqualTo(Cause.LOST);
            farEnd.hears("BYE");
        }
    }

    @Test
    void aFarSideThatOughtToRefreshAndDoesNotIsLeft() {
        caller.isAnswered(farEnd, "Session-Expires: 3;refresher=uas\nRequire: timer");
        farEnd.answers(farEnd.hears("BYE"), "200 OK", "", "");
        assertThat(callee.isLeft().cause()).isEqualTo(Cause.EXPIRED);
    }

    @Test
    void aCallOfManyIntervalsIsRefreshedToItsEnd() {
        var dialog = caller.isAnswered(farEnd, "Session-Expires: 1;refresher=uac\n" + BOTH_WAYS);
        for (var refreshes = 0; refreshes < 6; refreshes++) {
            farEnd.answers(farEnd.hears("UPDATE"), "200 OK", "Session-Expires: 1;refresher=uac", "");
        }
        dialog.bye();
        farEnd.answers(farEnd.hears("BYE"), "200 OK", "", "");
        assertThat(callee.isLeft().cause()).isEqualTo(Cause.LOCAL_BYE);
    }

    private String answered(String more) {
        farEnd.calls(callee.address(), more, FarEnd.SDP);
        callee.answers();
        var answer = farEnd.hears("INVITE", 200);
        farEnd.acknowledges(answer, "");
        callee.isConfirmed();
        return answer;
    }
}
