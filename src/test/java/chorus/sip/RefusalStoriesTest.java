package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Patience;
import chorus.fake.SipPhone;
import chorus.sip.transaction.Timing;
import chorus.sip.transport.SipCounters.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an endpoint answers by itself, and what it does not answer at all.
class RefusalStoriesTest {
    private final Callee callee = new Callee(
            new SipLimits(1, 4, 10, 10, 60),
            Timing.STANDARD,
            address -> !address.getHostAddress().equals("127.0.0.9"));
    private final SipPhone phone = new SipPhone(callee.address());

    @AfterEach
    void close() {
        phone.close();
        callee.close();
    }

    @Test
    void optionsAreAnsweredWithWhatWeDo() {
        phone.asks("OPTIONS", "");
        assertThat(phone.waitsFor(200))
                .contains("Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE")
                .contains("Accept: application/sdp")
                .contains("\r\nSupported: timer, 100rel\r\n")
                .contains(";rport=" + phone.port())
                .contains("received=127.0.0.1");
    }

    @Test
    void aRequestThatHasNoHopLeftHasArrivedAndIsAnswered() {
        phone.asks("OPTIONS", "").waitsFor(200);
        phone.sends(phone.said()
                .replaceFirst("branch=[^;]*", "branch=" + SipPhone.branch())
                .replace("CSeq: 1 ", "CSeq: 2 ")
                .replace("Max-Forwards: 70", "Max-Forwards: 0"));
        phone.waitsFor("the second answer", message -> message.contains("CSeq: 2 OPTIONS"));
        assertThat(phone.received()).allMatch(message -> message.startsWith("SIP/2.0 200 "));
    }

    @ParameterizedTest
    @CsvSource({"REGISTER, 405", "SUBSCRIBE, 405", "FROBNICATE, 501", "BYE, 481", "INFO, 481", "UPDATE, 481"})
    void aMethodOutsideACallIsRefused(String method, int status) {
        phone.asks(method, "");
        phone.waitsFor(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Max-Forwards: 70 | Require: 100rel, precondition | 420 | Unsupported: precondition",
                "application/sdp | text/plain | 415 | Accept: application/sdp",
                "CSeq: 1 INVITE | CSeq: 1 BYE | 400 | CSeq",
                "Max-Forwards: 70 | Max-Forwards: many | 400 | Max-Forwards",
                "INVITE sip: | INVITE sips: | 416 | Unsupported URI Scheme",
                "INVITE sip: | INVITE http: | 416 | Unsupported URI Scheme",
                "Contact: | X-Contact: | 400 | Contact",
                "Max-Forwards: 70 | Accept: text/html, application/json | 406 | Warning: 399 ",
                "To: | X-Lost: | 400 | To is missing"
            })
    void anInviteThatIsWrongIsToldSo(String part, String spoilt, int status, String said) {
        phone.calls("+12025550100");
        callee.isCalled().refuse(480, "Temporarily Unavailable");
        phone.waitsFor(480);
        var invite = phone.said()
                .replace("CSeq: 1 ", "CSeq: 2 ")
                .replaceFirst("branch=[^;]*", "branch=" + SipPhone.branch())
                .replace(part.replace("CSeq: 1", "CSeq: 2"), spoilt.replace("CSeq: 1", "CSeq: 2"));
        phone.sends(invite);
        var answer = phone.waitsFor("the refusal", message -> message.startsWith("SIP/2.0 " + status));
        assertThat(answer).contains(said);
        assertThat(callee.wasCalled()).isFalse();
    }

    @Test
    void anInviteWithoutABranchOfRfc3261IsACallAndItsRepeatIsNone() {
        phone.calls("+12025550100");
        callee.isCalled().refuse(480, "Temporarily Unavailable");
        phone.waitsFor(480);
        var invite = phone.said().replace("CSeq: 1 ", "CSeq: 2 ").replaceFirst(";branch=[^;]*", "");
        phone.sends(invite).sends(invite);
        callee.isCalled().refuse(486, "Busy Here");
        phone.waitsFor("the refusal", message -> message.startsWith("SIP/2.0 486"));
        Patience.until("the repeat", () -> callee.endpoint.counters().of(Event.RETRANSMISSION_RECEIVED) == 1);
        assertThat(callee.wasCalled()).isFalse();
    }

    @Test
    void anotherVersionOfSipIsToldSo() {
        phone.asks("OPTIONS", "").waitsFor(200);
        phone.sends(phone.said()
                .replaceFirst("branch=[^;]*", "branch=" + SipPhone.branch())
                .replaceFirst(" SIP/2.0\r", " SIP/7.0\r"));
        phone.waitsFor("OPTIONS", 505);
    }

    @Test
    void aRequestForAnUnknownDialogIsToldSo() {
        phone.asks("OPTIONS", "");
        phone.waitsFor(200);
        phone.sends(phone.said()
                .replaceFirst("branch=[^;]*", "branch=" + SipPhone.branch())
                .replaceFirst("To: ([^\r]*)", "To: $1;tag=nobody"));
        phone.waitsFor("OPTIONS", 481);
    }

    @Test
    void aCancelOfNothingIsToldSo() {
        phone.asks("CANCEL", "");
        phone.waitsFor("CANCEL", 481);
    }

    @Test
    void theSameRequestOnTwoWaysIsALoop() {
        phone.calls("+12025550100");
        callee.isCalled();
        phone.sends(phone.said().replaceFirst("branch=[^;]*", "branch=" + SipPhone.branch()));
        phone.waitsFor("INVITE", 482);
    }

    @Test
    void anUnknownSourceHearsNothing() {
        try (var stranger = new SipPhone("127.0.0.9", callee.address())) {
            stranger.calls("+12025550100");
            phone.asks("OPTIONS", "").waitsFor(200);
            assertThat(stranger.received()).isEmpty();
            assertThat(callee.endpoint.counters().of(Event.UNKNOWN_SOURCE)).isOne();
            assertThat(callee.wasCalled()).isFalse();
        }
    }

    @Test
    void aCallBeyondTheLimitIsAskedToComeBack() {
        phone.calls("+12025550100");
        callee.answers();
        phone.connects();
        try (var other = new SipPhone(callee.address())) {
            other.calls("+12025550100");
            assertThat(other.waitsFor(503)).contains("Retry-After");
        }
    }

    @Test
    void transactionsBeyondTheLimitAreRefusedWithoutRemembering() {
        for (var i = 0; i < 4; i++) {
            phone.asks("OPTIONS", "").waitsFor(200);
        }
        phone.asks("OPTIONS", "").waitsFor(503);
        assertThat(callee.endpoint.counters().of(Event.TRANSACTIONS_CAPPED)).isOne();
    }

    @Test
    void noiseIsCountedAndForgotten() {
        phone.sends("hello?").sends("\r\n\r\n").sends("INVITE sip:x SIP/2.0\r\n\r\n");
        phone.asks("OPTIONS", "").waitsFor(200);
        assertThat(callee.endpoint.counters().of(Event.UNPARSABLE)).isEqualTo(2);
        assertThat(callee.endpoint.counters().of(Event.FAULT)).isZero();
    }
}
