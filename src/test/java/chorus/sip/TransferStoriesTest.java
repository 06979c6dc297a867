package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FarEnd;
import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.Ended.Cause;
import chorus.sip.dialog.Refer;
import chorus.sip.dialog.ReferListener;
import chorus.sip.dialog.ReferListener.Outcome;
import chorus.sip.dialog.ReferListener.Refused;
import chorus.sip.dialog.ReferListener.Reported;
import chorus.sip.dialog.ReferListener.Untold;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipUri;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Transfers by REFER, and what is told of them (RFC 3515).
class TransferStoriesTest {
    private static final NameAddr ELSEWHERE = NameAddr.of(SipUri.sip("+12025550155", "127.0.0.1", -1));

    private final CallingSide caller = new CallingSide(SipLimits.standard());
    private final Callee callee = caller.callee;
    private final FarEnd farEnd = new FarEnd();
    private final Heard heard = new Heard();

    private static final class Heard implements ReferListener {
        private final BlockingQueue<String> progress = new LinkedBlockingQueue<>();
        private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

        @Override
        public void progressed(int status, String phrase) {
            progress.add(status + " " + phrase);
        }

        @Override
        public void done(Outcome outcome) {
            outcomes.add(outcome);
        }

        private Outcome outcome() throws InterruptedException {
            var found = outcomes.poll(9, TimeUnit.SECONDS);
            if (found == null) {
                throw new AssertionError("Nobody told of an outcome.");
            }
            return found;
        }
    }

    @AfterEach
    void close() {
        farEnd.close();
        caller.close();
    }

    @ParameterizedTest
    @CsvSource({"200, OK", "486, Busy Here", "503, Service Unavailable", "603, Decline"})
    void theLastNotifyTellsTheOutcome(int status, String phrase) throws InterruptedException {
        asksFor(caller.isAnswered(farEnd, ""), Duration.ofSeconds(20));
        var refer = farEnd.hears("REFER");
        assertThat(refer)
                .contains("\r\nRefer-To: <sip:+12025550155@127.0.0.1>\r\n")
                .contains("\r\nReferred-By: <sip:+12025550155@127.0.0.1>\r\n");
        farEnd.answers(refer, "202 Accepted", "", "");
        notifies("active", "100 Trying");
        notifies("active", "180 Ringing");
        assertThat(heard.outcomes).isEmpty();
        notifies("terminated;reason=noresource", status + " " + phrase);
        assertThat(heard.outcome()).isEqualTo(new Reported(status, phrase));
        assertThat(heard.progress).containsExactly("100 Trying", "180 Ringing");
    }

    @ParameterizedTest
    @CsvSource({"405, Method Not Allowed", "501, Not Implemented", "603, Decline", "403, Forbidden"})
    void aRefusedReferIsARefusalAndTheCallGoesOn(int status, String phrase) throws InterruptedException {
        var dialog = caller.isAnswered(farEnd, "");
        asksFor(dialog, Duration.ofSeconds(20));
        farEnd.answers(farEnd.hears("REFER"), status + " " + phrase, "", "");
        assertThat(heard.outcome()).isEqualTo(new Refused(status, phrase));
        farEnd.asks("BYE", "", "").hears("BYE", 200);
    }

    @Test
    void anAcceptedReferOfWhichNothingIsToldIsNoSuccess() throws InterruptedException {
        asksFor(caller.isAnswered(farEnd, ""), Duration.ofSeconds(1));
        farEnd.answers(farEnd.hears("REFER"), "202 Accepted", "", "");
        assertThat(heard.outcome()).isEqualTo(new Untold(true, "No outcome was told within 1 s."));
        notifies("terminated", "200 OK", 481);
    }

    @Test
    void aReferThatNobodyAnswersIsTold() throws InterruptedException {
        asksFor(caller.isAnswered(farEnd, ""), Duration.ofSeconds(20));
        assertThat(heard.outcome()).isEqualTo(new Untold(false, "The REFER was not answered."));
    }

    @Test
    void aSubscriptionThatEndsWithoutAnOutcomeIsNoSuccess() throws InterruptedException {
        asksFor(caller.isAnswered(farEnd, ""), Duration.ofSeconds(20));
        farEnd.answers(farEnd.hears("REFER"), "202 Accepted", "", "");
        notifies("terminated;reason=timeout", "100 Trying");
        assertThat(heard.outcome())
                .isInstanceOfSatisfying(
                        Untold.class, untold -> assertThat(untold.accepted()).isTrue());
    }

    @Test
    void aNotifyMayOvertakeTheAnswer() throws InterruptedException {
        asksFor(caller.isAnswered(farEnd, ""), Duration.ofSeconds(20));
        var refer = farEnd.hears("REFER");
        notifies("terminated", "200 OK");
        farEnd.answers(refer, "202 Accepted", "", "");
        assertThat(heard.outcome()).isEqualTo(new Reported(200, "OK"));
    }

    @Test
    void aFarSideThatWantsNoSubscriptionIsBelieved() throws InterruptedException {
        asksFor(caller.isAnswered(farEnd, ""), Duration.ofSeconds(20));
        farEnd.answers(farEnd.hears("REFER"), "200 OK", "Refer-Sub: false", "");
        assertThat(heard.outcome())
                .isInstanceOfSatisfying(
                        Untold.class, untold -> assertThat(untold.why()).contains("Refer-Sub"));
    }

    @Test
    void theOutcomeMayComeAfterTheBye() throws InterruptedException {
        asksFor(caller.isAnswered(farEnd, ""), Duration.ofSeconds(20));
        farEnd.answers(farEnd.hears("REFER"), "202 Accepted", "", "");
        notifies("active", "100 Trying");
        farEnd.asks("BYE", "", "").hears("BYE", 200);
        assertThat(callee.isLeft().cause()).isEqualTo(Cause.REMOTE_BYE);
        farEnd.asks("INFO", "", "").hears("INFO", 481);
        notifies("terminated", "200 OK");
        assertThat(heard.outcome()).isEqualTo(new Reported(200, "OK"));
        notifies("terminated", "200 OK", 481);
    }

    @Test
    void aByeWithoutAnOutcomeLeavesItUntold() throws InterruptedException {
        asksFor(caller.isAnswered(farEnd, ""), Duration.ofSeconds(60));
        farEnd.answers(farEnd.hears("REFER"), "202 Accepted", "", "");
        farEnd.asks("BYE", "", "").hears("BYE", 200);
        assertThat(heard.outcome()).isInstanceOf(Untold.class);
    }

    @Test
    void aNotifyOfSomethingElseIsNotTaken() {
        var dialog = caller.isAnswered(farEnd, "");
        notifies("active", "100 Trying", 481);
        asksFor(dialog, Duration.ofSeconds(20));
        farEnd.answers(farEnd.hears("REFER"), "202 Accepted", "", "");
        farEnd.asks("NOTIFY", "Event: presence\nSubscription-State: active", "").hears("NOTIFY", 481);
        farEnd.asks("NOTIFY", "Event: refer;id=77\nSubscription-State: active", "")
                .hears("NOTIFY", 481);
        farEnd.asks("NOTIFY", "Event: refer;id=2\nSubscription-State: active", "")
                .hears("NOTIFY", 200);
    }

    @Test
    void aSecondTransferWaitsForTheFirst() throws InterruptedException {
        var dialog = caller.isAnswered(farEnd, "");
        asksFor(dialog, Duration.ofSeconds(20));
        farEnd.answers(farEnd.hears("REFER"), "202 Accepted", "", "");
        asksFor(dialog, Duration.ofSeconds(20));
        assertThat(heard.outcome()).isEqualTo(new Refused(491, "Request Pending"));
    }

    @Test
    void anAttendedTransferNamesTheCallToReplaceAsItsOwnerSeesIt() {
        try (var third = new FarEnd()) {
            var here = caller.isAnswered(farEnd, "");
            var there = caller.isAnswered(third, "");
            here.refer(new Refer(there.asTarget(), Optional.empty(), Duration.ofSeconds(20)), heard);
            var referTo = FarEnd.line(farEnd.hears("REFER"), "Refer-To");
            there.bye();
            var bye = third.hears("BYE");
            var theirTag = FarEnd.line(bye, "To").replaceFirst(".*;tag=", "");
            var ourTag = FarEnd.line(bye, "From").replaceFirst(".*;tag=", "");
            assertThat(referTo)
                    .isEqualTo("Refer-To: <sip:far@127.0.0.1:" + third.port() + "?Replaces=" + there.callId()
                            + "%3Bto-tag%3D" + theirTag + "%3Bfrom-tag%3D" + ourTag + ">");
        }
    }

    @Test
    void aReferToUsIsNotAllowed() {
        caller.isAnswered(farEnd, "");
        assertThat(farEnd.asks("REFER", "Refer-To: <sip:else@127.0.0.1>", "").hears("REFER", 405))
                .contains("\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, NOTIFY\r\n");
    }

    @Test
    void aCallIsNotHandedOverToWhoeverWantsToReplaceIt() {
        farEnd.calls(callee.address(), "", FarEnd.SDP);
        callee.answers();
        var answer = farEnd.hears("INVITE", 200);
        farEnd.acknowledges(answer, "");
        var replaces = "Replaces: " + FarEnd.line(answer, "Call-ID").substring("Call-ID: ".length()) + ";to-tag="
                + FarEnd.line(answer, "To").replaceFirst(".*;tag=", "") + ";from-tag="
                + FarEnd.line(answer, "From").replaceFirst(".*;tag=", "");
        refused(replaces, 603);
        refused(replaces + ";early-only", 486);
        refused(replaces + "x", 481);
        refused("Replaces: what", 400);
        assertThat(callee.wasCalled()).isFalse();
    }

    private void refused(String replaces, int status) {
        try (var third = new FarEnd()) {
            third.calls(callee.address(), replaces, FarEnd.SDP).hears("INVITE", status);
        }
    }

    private void asksFor(Dialog dialog, Duration patience) {
        dialog.refer(new Refer(ELSEWHERE, Optional.of(ELSEWHERE), patience), heard);
    }

    private void notifies(String state, String line) {
        notifies(state, line, 200);
    }

    private void notifies(String state, String line, int answer) {
        farEnd.asks(
                        "NOTIFY",
                        "Event: refer\nSubscription-State: " + state + "\nContent-Type: message/sipfrag;version=2.0",
                        "SIP/2.0 " + line + "\r\n")
                .hears("NOTIFY", answer);
    }
}
