package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FarEnd;
import chorus.sip.dialog.Ended.Cause;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Provisional answers that must not get lost (RFC 3262), and changes before the answer (RFC 3311).
class ReliableStoriesTest {
    private static final String ANSWER = FarEnd.SDP;

    private final CallingSide caller = new CallingSide(SipLimits.standard());
    private final Callee callee = caller.callee;
    private final FarEnd farEnd = new FarEnd();

    @AfterEach
    void close() {
        farEnd.close();
        caller.close();
    }

    // ---- called ------------------------------------------------------------------------------------------------

    @Test
    void aRingingThatMustNotGetLostIsRepeatedUntilItsPrack() {
        farEnd.calls(callee.address(), "Require: 100rel", FarEnd.SDP);
        var invite = callee.isCalled();
        invite.ring();
        var ringing = farEnd.hears("INVITE", 180);
        assertThat(ringing).contains("\r\nRequire: 100rel\r\n").containsPattern("\r\nRSeq: [1-9][0-9]*\r\n");
        farEnd.hearsAgain(ringing, 2);
        acknowledges(ringing);
        farEnd.hears("PRACK", 200);
        invite.answer(Callee.SDP, callee);
        farEnd.acknowledges(farEnd.hears("INVITE", 200), "");
        callee.isConfirmed();
    }

    @Test
    void aRingingThatNobodyAcknowledgesEndsTheCall() {
        farEnd.calls(callee.address(), "Require: 100rel", FarEnd.SDP);
        var invite = callee.isCalled();
        invite.ring();
        farEnd.hears("INVITE", 504);
        assertThat(invite.isCanceled()).isTrue();
    }

    @Test
    void aPrackMayComeAfterTheAnswer() {
        farEnd.calls(callee.address(), "Require: 100rel", FarEnd.SDP);
        var invite = callee.isCalled();
        invite.ring();
        var ringing = farEnd.hears("INVITE", 180);
        invite.answer(Callee.SDP, callee);
        var answer = farEnd.hears("INVITE", 200);
        acknowledges(ringing);
        farEnd.hears("PRACK", 200);
        assertThat(answer).contains("\r\nCSeq: 1 INVITE\r\n");
    }

    @Test
    void aPrackForNothingIsToldSo() {
        farEnd.calls(callee.address(), "Require: 100rel", FarEnd.SDP);
        var invite = callee.isCalled();
        invite.ring();
        var ringing = farEnd.hears("INVITE", 180);
        farEnd.learns(ringing).asks("PRACK", "RAck: 7 1 INVITE", "").hears("PRACK", 481);
        acknowledges(ringing);
        farEnd.hears("PRACK", 200);
        acknowledges(ringing);
        farEnd.hears("PRACK", 481);
    }

    @Test
    void aCallerThatOnlyCouldIsRungAsUsual() {
        farEnd.calls(callee.address(), "Supported: 100rel", FarEnd.SDP);
        callee.isCalled().ring();
        assertThat(farEnd.hears("INVITE", 180)).doesNotContain("RSeq");
    }

    @Test
    void aCallerWithoutAnOfferHearsNothingUnreliable() {
        farEnd.calls(callee.address(), "Require: 100rel", "");
        var invite = callee.isCalled();
        invite.ring();
        invite.answer(Callee.SDP, callee);
        farEnd.hears("INVITE", 200);
        assertThat(farEnd.count("SIP/2.0 180")).isZero();
    }

    @Test
    void anUpdateBeforeTheAnswerMayMoveTheCallerButOfferNothing() {
        farEnd.calls(callee.address(), "", FarEnd.SDP);
        var invite = callee.isCalled();
        invite.ring();
        farEnd.learns(farEnd.hears("INVITE", 180));
        farEnd.asks("UPDATE", "Contact: <sip:moved@127.0.0.1:" + farEnd.port() + ">", "")
                .hears("UPDATE", 200);
        assertThat(farEnd.asks("UPDATE", "", FarEnd.SDP).hears("UPDATE", 500)).contains("Retry-After: ");
        var dialog = invite.answer(Callee.SDP, callee);
        var answer = farEnd.hears("INVITE", 200);
        farEnd.says("ACK sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + farEnd.port()
                + ";branch=z9hG4bKlast\r\n" + FarEnd.line(answer, "From") + "\r\n" + FarEnd.line(answer, "To") + "\r\n"
                + FarEnd.line(answer, "Call-ID") + "\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n");
        callee.isConfirmed();
        dialog.bye();
        assertThat(farEnd.hears("BYE")).startsWith("BYE sip:moved@");
    }

    // ---- calling -----------------------------------------------------------------------------------------------

    @Test
    void aReliableAnswerGetsItsPrackAndItsRepeatsAreAbsorbed() {
        caller.calls(farEnd);
        var invite = farEnd.hears("INVITE");
        farEnd.answers(invite, "183 Session Progress", "Require: 100rel\nRSeq: 900", ANSWER);
        var prack = farEnd.hears("PRACK");
        assertThat(prack).contains("\r\nRAck: 900 1 INVITE\r\n").contains("\r\nCSeq: 2 PRACK\r\n");
        farEnd.answers(prack, "200 OK", "", "");
        assertThat(caller.progress().body()).isEqualTo(ANSWER);
        farEnd.answers(invite, "183 Session Progress", "Require: 100rel\nRSeq: 900", ANSWER);
        farEnd.answers(invite, "180 Ringing", "Require: 100rel\nRSeq: 901", "");
        farEnd.answers(farEnd.hears("PRACK"), "200 OK", "", "");
        assertThat(caller.progress().status()).isEqualTo(180);
        assertThat(caller.hasMoreProgress()).isFalse();
        farEnd.answers(invite, "200 OK", "", ANSWER);
        assertThat(farEnd.hears("ACK")).contains("\r\nCSeq: 1 ACK\r\n");
        caller.dialog().bye();
        assertThat(farEnd.hears("BYE")).contains("\r\nCSeq: 4 BYE\r\n");
    }

    @Test
    void aReliableAnswerAheadOfItsTurnIsNotAcknowledged() {
        caller.calls(farEnd);
        var invite = farEnd.hears("INVITE");
        farEnd.answers(invite, "183 Session Progress", "Require: 100rel\nRSeq: 1", ANSWER);
        farEnd.answers(farEnd.hears("PRACK"), "200 OK", "", "");
        farEnd.answers(invite, "180 Ringing", "Require: 100rel\nRSeq: 3", "");
        farEnd.answers(invite, "181 Call Is Being Forwarded", "Require: 100rel\nRSeq: 2", "");
        assertThat(farEnd.hears("PRACK")).contains("\r\nRAck: 2 1 INVITE\r\n");
    }

    @Test
    void theFarSideMayUpdateTheSessionOnceItHasAnsweredReliably() {
        caller.calls(farEnd);
        var invite = farEnd.hears("INVITE");
        farEnd.answers(invite, "180 Ringing", "", "");
        caller.progress();
        farEnd.asks("UPDATE", "", FarEnd.SDP).hears("UPDATE", 491);
        farEnd.answers(invite, "183 Session Progress", "Require: 100rel\nRSeq: 5", ANSWER);
        farEnd.answers(farEnd.hears("PRACK"), "200 OK", "", "");
        farEnd.asks("UPDATE", "", FarEnd.SDP.replace("41000", "41010"));
        var reoffer = callee.isReoffered();
        assertThat(reoffer.offer()).hasValueSatisfying(sdp -> assertThat(sdp).contains("41010"));
        reoffer.accept(Callee.SDP);
        assertThat(farEnd.hears("UPDATE", 200)).contains("m=audio 40000");
        farEnd.answers(invite, "200 OK", "", "");
        farEnd.hears("ACK");
        caller.dialog();
        farEnd.asks("BYE", "", "").hears("BYE", 200);
        assertThat(callee.isLeft().cause()).isEqualTo(Cause.REMOTE_BYE);
    }

    private void acknowledges(String ringing) {
        var number = FarEnd.line(ringing, "RSeq").substring("RSeq: ".length());
        farEnd.learns(ringing).asks("PRACK", "RAck: " + number + " 1 INVITE", "");
    }
}
