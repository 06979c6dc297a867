package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.SipPhone;
import chorus.sip.dialog.Ended.Cause;
import chorus.sip.message.Header;
import chorus.sip.transport.SipCounters.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A phone calls an endpoint, over real sockets.
class CallStoriesTest {
    private final Callee callee = new Callee(SipLimits.standard(), Callee.HASTY, any -> true);
    private final SipPhone phone = new SipPhone(callee.address());

    @AfterEach
    void close() {
        phone.close();
        callee.close();
    }

    @Test
    void aCallIsTriedRungAnsweredConfirmedAndHungUpByTheCaller() {
        phone.calls("+12025550100");
        var invite = callee.isCalled();
        assertThat(invite.request().uri().user()).isEqualTo("+12025550100");
        assertThat(invite.offer()).hasValueSatisfying(sdp -> assertThat(sdp).contains("m=audio"));
        assertThat(invite.localAddress().getHostAddress()).isEqualTo("127.0.0.1");
        phone.waitsFor(100);
        invite.ring();
        phone.waitsFor(180);
        invite.answer(Callee.SDP, callee);
        phone.connects();
        assertThat(phone.waitsFor(200)).contains("\r\nAllow: INVITE").contains("\r\nSupported: timer, 100rel\r\n");
        assertThat(phone.answeredSdp()).isEqualTo(Callee.SDP);
        assertThat(callee.isConfirmed()).isEmpty();
        phone.hangsUp();
        assertThat(callee.isLeft().cause()).isEqualTo(Cause.REMOTE_BYE);
    }

    @Test
    void theCalledSideHangsUpWithAReason() {
        phone.calls("+12025550100");
        var dialog = callee.answers();
        phone.connects();
        callee.isConfirmed();
        dialog.bye(new Header("Reason", "Q.850;cause=16"));
        assertThat(phone.waitsForBye()).contains("Reason: Q.850;cause=16").contains("CSeq: 1 BYE");
        assertThat(callee.isLeft().cause()).isEqualTo(Cause.LOCAL_BYE);
    }

    @Test
    void aByeBeforeTheAckWaitsForIt() {
        phone.calls("+12025550100");
        callee.answers().bye();
        phone.waitsFor(200);
        assertThat(phone.received()).noneMatch(message -> message.startsWith("BYE"));
        phone.acknowledges();
        phone.waitsForBye();
    }

    @Test
    void theReasonOfTheCallersByeIsToldToTheUser() {
        phone.calls("+12025550100");
        callee.answers();
        phone.connects();
        callee.isConfirmed();
        phone.sendsInside("BYE", "", "").waitsFor("BYE", 200);
        assertThat(callee.isLeft().detail()).isEmpty();
    }

    @Test
    void anUnansweredByeIsRepeatedAndThenGivenUp() {
        phone.ignoresByes().calls("+12025550100");
        var dialog = callee.answers();
        phone.connects();
        callee.isConfirmed();
        dialog.bye();
        var ended = callee.isLeft();
        assertThat(ended.cause()).isEqualTo(Cause.LOCAL_BYE);
        assertThat(ended.detail()).contains("not answered");
        assertThat(phone.received().stream().filter(message -> message.startsWith("BYE")))
                .hasSizeGreaterThan(3);
    }

    @Test
    void aCanceledCallEndsWith487() {
        phone.calls("+12025550100");
        var invite = callee.isCalled();
        phone.waitsFor(100);
        phone.cancels();
        var accepted = phone.waitsFor("CANCEL", 200);
        var ended = phone.waitsFor("INVITE", 487);
        assertThat(SipPhone.line(accepted, "To")).contains(";tag=").isEqualTo(SipPhone.line(ended, "To"));
        assertThat(invite.isCanceled()).isTrue();
    }

    @Test
    void anAnswerThatComesAfterTheCancelEndsAtOnce() {
        phone.calls("+12025550100");
        var invite = callee.isCalled();
        phone.cancels();
        phone.waitsFor("INVITE", 487);
        invite.answer(Callee.SDP, callee);
        assertThat(callee.isLeft().cause()).isEqualTo(Cause.CANCELED);
    }

    @Test
    void aCancelThatComesAfterTheAnswerChangesNothing() {
        phone.calls("+12025550100");
        callee.answers();
        phone.waitsFor(200);
        phone.cancels();
        phone.waitsFor("CANCEL", 200);
        phone.acknowledges();
        callee.isConfirmed();
        phone.hangsUp();
    }

    @Test
    void aByeBeforeTheAnswerTakesTheCallBack() {
        phone.calls("+12025550100");
        var invite = callee.isCalled();
        invite.ring();
        phone.waitsFor(180);
        phone.saysBye();
        phone.waitsFor("BYE", 200);
        phone.waitsFor("INVITE", 487);
        assertThat(invite.isCanceled()).isTrue();
    }

    @Test
    void aLostAckBringsTheAnswerAgain() {
        phone.calls("+12025550100");
        callee.answers();
        phone.waitsForRepeats(200, 3);
        phone.acknowledges();
        callee.isConfirmed();
        phone.hangsUp();
        assertThat(callee.isLeft().cause()).isEqualTo(Cause.REMOTE_BYE);
    }

    @Test
    void anAckThatIsLostOnTheWayIsSaidAgain() {
        phone.loses("ACK", 2).calls("+12025550100");
        callee.answers();
        phone.connects();
        callee.isConfirmed();
        phone.hangsUp();
        assertThat(callee.endpoint.counters().of(Event.RETRANSMISSION_SENT)).isPositive();
    }

    @Test
    void anAnswerNobodyConfirmsIsGivenUpWithABye() {
        phone.calls("+12025550100");
        callee.answers();
        assertThat(callee.isLeft().cause()).isEqualTo(Cause.UNCONFIRMED);
        phone.waitsForBye();
    }

    @Test
    void aRepeatedInviteGetsTheSameAnswerAndIsNoSecondCall() {
        phone.calls("+12025550100");
        var invite = callee.isCalled();
        invite.refuse(486, "Busy Here", new Header("Retry-After", "30"));
        var first = phone.waitsFor(486);
        assertThat(first).contains("Retry-After: 30");
        phone.repeats();
        assertThat(callee.wasCalled()).isFalse();
    }

    @Test
    void aRefusalIsRepeatedUntilItsAck() {
        phone.loses("ACK", 2).calls("+12025550100");
        callee.isCalled().refuse(404, "Not Found");
        phone.waitsForRepeats(404, 3);
    }

    @Test
    void withoutAnOfferTheAnswerComesWithTheAck() {
        phone.withoutOffer().calls("+12025550100");
        var invite = callee.isCalled();
        assertThat(invite.offer()).isEmpty();
        invite.answer(Callee.SDP, callee);
        phone.connects();
        assertThat(callee.isConfirmed())
                .hasValueSatisfying(sdp -> assertThat(sdp).contains("m=audio"));
        phone.hangsUp();
    }

    @Test
    void aHoldIsAReofferThatIsAnsweredAndConfirmed() {
        phone.calls("+12025550100");
        callee.answers();
        phone.connects();
        callee.isConfirmed();
        phone.reinvites(phone.sdp("sendonly"));
        var reoffer = callee.isReoffered();
        assertThat(reoffer.offer()).hasValueSatisfying(sdp -> assertThat(sdp).contains("a=sendonly"));
        reoffer.accept(Callee.SDP.replace("sendrecv", "recvonly"));
        phone.connects();
        assertThat(phone.answeredSdp()).contains("recvonly");
        assertThat(callee.isConfirmed()).isEmpty();
        phone.hangsUp();
    }

    @Test
    void aDeclinedReofferLeavesTheCallAsItIs() {
        phone.calls("+12025550100");
        callee.answers();
        phone.connects();
        callee.isConfirmed();
        phone.reinvites(phone.sdp("sendrecv"));
        callee.isReoffered().decline(488, "Not Acceptable Here");
        phone.waitsFor("INVITE", 488);
        phone.hangsUp();
    }

    @Test
    void onlyAnAcceptedReofferMovesTheCall() {
        phone.calls("+12025550100");
        var dialog = callee.answers();
        phone.connects();
        callee.isConfirmed();
        phone.sendsInside("UPDATE", "application/sdp", phone.sdp("sendrecv"));
        callee.isReoffered().accept(Callee.SDP);
        phone.waitsFor("UPDATE", 200);
        phone.sends(movedTo("accepted", 3));
        callee.isReoffered().accept(Callee.SDP);
        phone.waitsFor("the yes", message -> message.contains("CSeq: 3 UPDATE"));
        phone.sends(movedTo("declined", 4));
        callee.isReoffered().decline(488, "Not Acceptable Here");
        phone.waitsFor("UPDATE", 488);
        dialog.bye();
        assertThat(phone.waitsForBye()).startsWith("BYE sip:accepted@");
    }

    /// The last request again, one later and with another contact.
    private String movedTo(String user, int sequence) {
        return phone.said()
                .replaceFirst("branch=[^;]*", "branch=" + SipPhone.branch())
                .replaceFirst("CSeq: [0-9]+", "CSeq: " + sequence)
                .replaceFirst("Contact: <sip:[^@]*@", "Contact: <sip:" + user + "@");
    }

    @Test
    void aSecondReofferHasToWaitForTheFirst() {
        phone.calls("+12025550100");
        callee.answers();
        phone.connects();
        callee.isConfirmed();
        phone.reinvites(phone.sdp("sendrecv"));
        var first = callee.isReoffered();
        phone.reinvites(phone.sdp("sendonly"));
        assertThat(phone.waitsFor("INVITE", 500)).contains("Retry-After");
        first.accept(Callee.SDP);
    }

    @Test
    void aReofferBeforeTheAckIsGlare() {
        phone.calls("+12025550100");
        callee.answers();
        phone.waitsFor(200);
        phone.reinvites(phone.sdp("sendrecv"));
        phone.waitsFor("INVITE", 491);
    }

    @Test
    void anUpdateWithoutAnOfferIsAnsweredAndOneWithAnOfferIsAReoffer() {
        phone.calls("+12025550100");
        callee.answers();
        phone.connects();
        callee.isConfirmed();
        phone.sendsInside("UPDATE", "", "").waitsFor("UPDATE", 200);
        phone.sendsInside("UPDATE", "application/sdp", phone.sdp("inactive"));
        callee.isReoffered().accept(Callee.SDP.replace("sendrecv", "inactive"));
        phone.waitsFor(
                "the new description",
                message -> message.startsWith("SIP/2.0 200")
                        && SipPhone.bodyOf(message).contains("inactive"));
        phone.hangsUp();
    }

    @Test
    void anInfoWithAKeyReachesTheUser() {
        phone.calls("+12025550100");
        callee.answers();
        phone.connects();
        callee.isConfirmed();
        phone.sendsInside("INFO", "application/dtmf-relay", "Signal=5\r\nDuration=160\r\n");
        phone.waitsFor("INFO", 200);
        var info = callee.isInformed();
        assertThat(info.contentType()).hasValue("application/dtmf-relay");
        assertThat(info.body()).startsWith("Signal=5");
    }

    @Test
    void aRequestThatIsOlderThanTheLastIsOutOfOrder() {
        phone.calls("+12025550100");
        callee.answers();
        phone.connects();
        callee.isConfirmed();
        phone.sendsInside("OPTIONS", "", "").waitsFor("OPTIONS", 200);
        var late = phone.said().replace("OPTIONS", "INFO").replaceFirst("branch=[^;]*", "branch=" + SipPhone.branch());
        phone.sends(late).waitsFor("INFO", 500);
    }

    @Test
    void theRouteOfTheInviteIsTheRouteOfTheBye() {
        phone.calls("+12025550100");
        callee.isCalled().refuse(480, "Temporarily Unavailable");
        phone.waitsFor(480);
        var route = "<sip:127.0.0.1:" + phone.port() + ";lr>, <sip:edge.example.com;lr>";
        phone.sends(phone.said()
                .replaceFirst("branch=[^;]*", "branch=" + SipPhone.branch())
                .replace("CSeq: 1", "CSeq: 2")
                .replace("Max-Forwards: 70", "Max-Forwards: 70\r\nRecord-Route: " + route));
        var dialog = callee.answers();
        var answer = phone.waitsFor("INVITE", 200);
        assertThat(answer).contains("Record-Route: " + route);
        phone.sends("ACK sip:x@127.0.0.1 SIP/2.0\r\n"
                + SipPhone.line(answer, "Via").replaceFirst("branch=[^;]*", "branch=" + SipPhone.branch()) + "\r\n"
                + SipPhone.line(answer, "From") + "\r\n" + SipPhone.line(answer, "To") + "\r\n"
                + SipPhone.line(answer, "Call-ID") + "\r\nCSeq: 2 ACK\r\nContent-Length: 0\r\n\r\n");
        callee.isConfirmed();
        dialog.bye();
        assertThat(phone.waitsForBye())
                .contains("Route: <sip:127.0.0.1:" + phone.port() + ";lr>\r\nRoute: <sip:edge.example.com;lr>");
    }

    @Test
    void severalCallsOfOneSourceLiveSideBySide() {
        try (var other = new SipPhone(callee.address())) {
            phone.calls("+12025550100");
            callee.answers();
            other.calls("+12025550100");
            callee.answers();
            phone.connects().hangsUp();
            other.connects().hangsUp();
        }
    }

    @Test
    void closingSaysByeToTheCallsThatRun() {
        phone.calls("+12025550100");
        callee.answers();
        phone.connects();
        callee.isConfirmed();
        callee.close();
        phone.waitsForBye();
        assertThat(callee.isLeft().cause()).isEqualTo(Cause.CLOSED);
    }

    @Test
    void closingSaysByeToACallThatWasNeverConfirmed() {
        phone.calls("+12025550100");
        callee.answers().bye(new Header("Reason", "Q.850;cause=41"));
        phone.waitsFor(200);
        callee.close();
        assertThat(phone.waitsForBye()).contains("Reason: Q.850;cause=41");
        assertThat(callee.isLeft().cause()).isEqualTo(Cause.CLOSED);
    }

    @Test
    void closingTellsTheCallsThatRun() {
        phone.calls("+12025550100");
        callee.answers();
        phone.connects();
        callee.isConfirmed();
        callee.close();
        assertThat(callee.isLeft().cause()).isEqualTo(Cause.CLOSED);
        assertThat(callee.endpoint.counters().of(Event.FAULT)).isZero();
    }
}
