package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.SipFarEnd;
import chorus.fake.SipFarEnd.Asked;
import chorus.fake.SipProxy;
import chorus.sip.dialog.Ended.Cause;
import chorus.sip.dialog.InviteListener.Canceled;
import chorus.sip.dialog.InviteListener.Refused;
import chorus.sip.transaction.Timing;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The session flows of RFC 3665 §3, with us as Alice who calls; as Bob who is called we are in `CallStoriesTest`.
///
/// Not here: §3.5, where the ALG is a proxy as in §3.2 to us, and §3.6, whose parts are `SipOutgoingCallTest`
/// (redirects) and `CallStoriesTest` (the description in the ACK).
class Rfc3665SessionTest {
    private static final String BOB = "sip:bob@127.0.0.1";

    private final SipFarEnd bob = SipFarEnd.onUdp();
    private Caller alice = new Caller(Timing.STANDARD, elsewhere -> false);

    @AfterEach
    void close() {
        alice.close();
        bob.close();
    }

    @Test
    void section31SuccessfulSessionEstablishment() {
        alice.calls(BOB, Caller.udp(bob.address()));
        var invite = bob.hears("INVITE");
        assertThat(invite.text()).startsWith("INVITE " + BOB + " SIP/2.0\r\n").contains("\r\nMax-Forwards: 70\r\n");
        invite.answers("180 Ringing", contact());
        alice.hears(180);
        invite.answers("200 OK", contact(), Callee.SDP);

        var ack = bob.hears("ACK");
        assertThat(ack.text()).startsWith("ACK sip:bob@127.0.0.1:" + bob.port() + " ");
        assertThat(ack.line("CSeq")).isEqualTo("CSeq: 1 ACK");
        assertThat(ack.line("To")).endsWith(";tag=far");
        assertThat(ack.line("From")).isEqualTo(invite.line("From"));
        assertThat(ack.line("Via")).isNotEqualTo(invite.line("Via"));
        alice.isAnswered();

        bob.says(inside("BYE", invite, List.of()), invite.from());
        assertThat(alice.isLeft().cause()).isEqualTo(Cause.REMOTE_BYE);
    }

    @Test
    void section32SessionEstablishmentThroughTwoProxies() {
        try (var second = SipProxy.before(bob.address());
                var first = SipProxy.before(second.address())) {
            alice.through(first.route()).calls(BOB, Caller.udp(first.address()));
            var invite = bob.hears("INVITE");
            assertThat(recordRoutes(invite)).containsExactly(second.route(), first.route());
            invite.answers("180 Ringing", contact());
            alice.hears(180);
            invite.answers("200 OK", contact(), Callee.SDP);

            var ack = bob.hears("ACK");
            assertThat(ack.text())
                    .startsWith("ACK sip:bob@127.0.0.1:" + bob.port() + " ")
                    .doesNotContain("Route: ");
            alice.isAnswered();
            bob.says(inside("BYE", invite, recordRoutes(invite)), second.address());
            assertThat(alice.isLeft().cause()).isEqualTo(Cause.REMOTE_BYE);
            assertThat(first.passed()).containsExactly("INVITE", "180", "200", "ACK", "BYE");
            assertThat(second.passed()).containsExactly("INVITE", "180", "200", "ACK", "BYE");
        }
    }

    @Test
    void section32TheCallersByeTakesTheRecordedRouteToo() {
        try (var second = SipProxy.before(bob.address());
                var first = SipProxy.before(second.address())) {
            alice.through(first.route()).calls(BOB, Caller.udp(first.address()));
            bob.hears("INVITE").answers("200 OK", contact(), Callee.SDP);
            bob.hears("ACK");
            alice.isAnswered().bye();
            bob.hears("BYE").answers("200 OK");
            assertThat(alice.isLeft().detail()).isEmpty();
            assertThat(second.passed()).containsExactly("INVITE", "200", "ACK", "BYE");
        }
    }

    @Test
    void section33SessionWithMultipleProxyAuthentication() {
        try (var second = SipProxy.guarding(bob.address(), "biloxi.example.com", "alice", "secret");
                var first = SipProxy.guarding(second.address(), "atlanta.example.com", "alice", "secret")) {
            alice.through(first.route()).calls(BOB, Caller.udp(first.address()));
            var invite = bob.hears("INVITE");
            assertThat(invite.line("CSeq")).isEqualTo("CSeq: 3 INVITE");
            assertThat(invite.text())
                    .contains("realm=\"atlanta.example.com\"")
                    .contains("realm=\"biloxi.example.com\"");
            invite.answers("200 OK", contact(), Callee.SDP);
            var ack = bob.hears("ACK");
            assertThat(ack.line("CSeq")).isEqualTo("CSeq: 3 ACK");
            assertThat(ack.text()).contains("Proxy-Authorization: ");
            alice.isAnswered();
        }
    }

    @Test
    void section33AWrongPasswordIsNotTriedForEver() {
        try (var proxy = SipProxy.guarding(bob.address(), "atlanta.example.com", "alice", "another")) {
            alice.calls(BOB, Caller.udp(proxy.address()));
            assertThat(status()).isEqualTo(407);
            assertThat(bob.isIdle()).isTrue();
        }
    }

    @Test
    void section34SuccessfulSessionWithProxyFailure() {
        try (var silent = SipFarEnd.onUdp();
                var second = SipProxy.before(bob.address())) {
            isHasty();
            alice.calls(BOB, Caller.udp(silent.address()), Caller.udp(second.address()));
            var unheard = silent.hears("INVITE");
            var invite = bob.hears("INVITE");
            assertThat(invite.line("Call-ID")).isEqualTo(unheard.line("Call-ID"));
            invite.answers("200 OK", contact(), Callee.SDP);
            bob.hears("ACK");
            alice.isAnswered();
        }
    }

    @Test
    void section37SessionWithReInvite() {
        alice.calls(BOB, Caller.udp(bob.address()));
        var invite = bob.hears("INVITE");
        invite.answers("200 OK", contact(), Callee.SDP);
        bob.hears("ACK");
        alice.isAnswered();
        try (var moved = SipFarEnd.onUdp()) {
            var contact = "Contact: <sip:bob@127.0.0.1:" + moved.port() + ">\r\nContent-Type: application/sdp\r\n";
            var sdp = Callee.SDP.replace("40000", "47000");
            bob.says(
                    inside("INVITE", invite, List.of())
                            .replace(
                                    "Content-Length: 0\r\n\r\n",
                                    contact + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp),
                    invite.from());
            var reoffer = alice.isReoffered();
            assertThat(reoffer.offer())
                    .hasValueSatisfying(offer -> assertThat(offer).contains("47000"));
            reoffer.accept(Callee.SDP);
        }
    }

    @Test
    void section38UnsuccessfulNoAnswer() {
        var calling = alice.calls(BOB, Caller.udp(bob.address()));
        var invite = bob.hears("INVITE");
        invite.answers("180 Ringing", contact());
        alice.hears(180);

        calling.cancel();

        var cancel = bob.hears("CANCEL");
        assertThat(cancel.line("Via")).isEqualTo(invite.line("Via"));
        assertThat(cancel.line("CSeq")).isEqualTo("CSeq: 1 CANCEL");
        cancel.answers("200 OK");
        invite.answers("487 Request Terminated");
        var ack = bob.hears("ACK");
        assertThat(ack.line("Via")).isEqualTo(invite.line("Via"));
        assertThat(alice.isRefused()).isEqualTo(new Canceled());
    }

    @Test
    void section39UnsuccessfulBusy() {
        isRefusedWith("486 Busy Here");
    }

    @Test
    void section310UnsuccessfulNoResponse() throws InterruptedException {
        isHasty();
        alice.calls(BOB, Caller.udp(bob.address()));
        var invite = bob.hears("INVITE");
        invite.answers("100 Trying");
        var patience = Duration.ofMillis(2_800);
        assertThat(patience).isGreaterThan(Callee.HASTY.patience());
        assertThat(alice.isStillWaitingAfter(patience)).isTrue();
        invite.answers("480 No Response");
        bob.hears("ACK");
        assertThat(status()).isEqualTo(480);
    }

    @Test
    void section311UnsuccessfulTemporarilyUnavailable() {
        isRefusedWith("480 Temporarily Unavailable");
    }

    /// Alice waits for an answer less than three seconds.
    private void isHasty() {
        alice.close();
        alice = new Caller(Callee.HASTY, elsewhere -> false);
    }

    private void isRefusedWith(String status) {
        alice.calls(BOB, Caller.udp(bob.address()));
        var invite = bob.hears("INVITE");
        invite.answers("100 Trying");
        invite.answers(status);
        var ack = bob.hears("ACK");
        assertThat(ack.text()).startsWith("ACK " + BOB + " ");
        assertThat(ack.line("Via")).isEqualTo(invite.line("Via"));
        assertThat(ack.line("To")).endsWith(";tag=far");
        assertThat(status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
    }

    private int status() {
        return ((Refused) alice.isRefused()).response().status();
    }

    private String contact() {
        return "Contact: <sip:bob@127.0.0.1:" + bob.port() + ">";
    }

    private static List<String> recordRoutes(Asked invite) {
        return invite.text()
                .lines()
                .filter(line -> line.startsWith("Record-Route: "))
                .map(line -> line.substring(14))
                .toList();
    }

    /// A request of Bob's inside the dialog that Alice's INVITE began.
    private String inside(String method, Asked invite, List<String> routes) {
        var contact = invite.line("Contact");
        var uri = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
        return method + " " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + bob.port() + ";branch=z9hG4bKbob"
                + method + "\r\nMax-Forwards: 70\r\n"
                + routes.stream().map(route -> "Route: " + route + "\r\n").collect(Collectors.joining())
                + invite.line("To").replace("To:", "From:") + ";tag=far\r\n"
                + invite.line("From").replace("From:", "To:") + "\r\n" + invite.line("Call-ID") + "\r\nCSeq: 1 "
                + method + "\r\nContent-Length: 0\r\n\r\n";
    }
}
