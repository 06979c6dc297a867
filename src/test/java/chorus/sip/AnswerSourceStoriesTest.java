package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Patience;
import chorus.fake.SipFarEnd;
import chorus.sip.dialog.InviteListener.Refused;
import chorus.sip.dialog.RequestListener.Reply;
import chorus.sip.transaction.Timing;
import chorus.sip.transport.SipCounters.Event;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An answer counts only from whom we asked.
class AnswerSourceStoriesTest {
    private static final String CHALLENGE = "WWW-Authenticate: Digest realm=\"evil\", nonce=\"n\"";

    private final SipFarEnd pbx = SipFarEnd.onUdp();
    private final SipFarEnd stranger = SipFarEnd.at("127.0.0.2", 0);
    private Caller caller = new Caller(Timing.STANDARD, elsewhere -> false);

    @AfterEach
    void close() {
        caller.close();
        stranger.close();
        pbx.close();
    }

    @Test
    void aStrangerWhoGuessesTheBranchWronglyIsNotHeard() {
        var outcome = caller.asks("REGISTER", Caller.udp(pbx.address()));
        var asked = pbx.hears("REGISTER");

        stranger.says(
                asked.answer("401 Unauthorized", CHALLENGE).replace("branch=z9hG4bK", "branch=z9hG4bKx"), asked.from());
        Patience.until("the stray is counted", () -> caller.counted(Event.STRAY_RESPONSE) == 1);

        asked.answers("200 OK");
        assertThat(((Reply) outcome.join()).response().status()).isEqualTo(200);
    }

    @Test
    void aStrangerWhoKnowsTheBranchIsNotHeardAndGetsNoPassword() {
        var outcome = caller.asks("REGISTER", Caller.udp(pbx.address()));
        var asked = pbx.hears("REGISTER");

        stranger.says(asked.answer("401 Unauthorized", CHALLENGE), asked.from());
        Patience.until("the answer is ignored", () -> caller.counted(Event.FOREIGN_RESPONSE) == 1);

        asked.answers("200 OK");
        assertThat(((Reply) outcome.join()).response().cseq().number()).isEqualTo(1);
        assertThat(stranger.isIdle()).isTrue();
        assertThat(pbx.isIdle()).isTrue();
    }

    @Test
    void aStrangerCannotEndACall() {
        caller.calls("sip:bob@127.0.0.1", Caller.udp(pbx.address()));
        var invite = pbx.hears("INVITE");

        stranger.says(invite.answer("603 Decline"), invite.from());
        Patience.until("the answer is ignored", () -> caller.counted(Event.FOREIGN_RESPONSE) == 1);

        invite.answers("486 Busy Here");
        assertThat(caller.isRefused())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.response().status()).isEqualTo(486));
    }

    @Test
    void anAnswerFromAnotherPortOfTheSameAddressIsHeard() {
        try (var otherPort = SipFarEnd.onUdp()) {
            var outcome = caller.asks("REGISTER", Caller.udp(pbx.address()));
            var asked = pbx.hears("REGISTER");

            otherPort.says(asked.answer("200 OK"), asked.from());

            assertThat(((Reply) outcome.join()).response().status()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerFromAnotherAddressOfTheSamePeerIsHeard() {
        caller.close();
        caller = new Caller(Timing.STANDARD, InetAddress.ofLiteral("127.0.0.2")::equals);
        var outcome = caller.asks("REGISTER", Caller.udp(pbx.address()));
        var asked = pbx.hears("REGISTER");

        stranger.says(asked.answer("200 OK"), asked.from());

        assertThat(((Reply) outcome.join()).response().status()).isEqualTo(200);
    }

    @Test
    void whatWasAskedOverAStreamIsNotAnsweredByADatagram() {
        try (var onTcp = SipFarEnd.onUdpAndTcp()) {
            var outcome = caller.asks("REGISTER", new Target(Caller.HERE, onTcp.port(), Transport.TCP));
            var asked = onTcp.hears("REGISTER");

            onTcp.says(
                    asked.answer("403 Forbidden"), new java.net.InetSocketAddress(Caller.HERE, caller.endpoint.port()));
            Patience.until("the answer is ignored", () -> caller.counted(Event.FOREIGN_RESPONSE) == 1);

            asked.answers("200 OK");
            assertThat(((Reply) outcome.join()).response().status()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerIsHeardFromWhereWeAskedThoughNobodyThereMayAsk() {
        try (var callee = new Callee(SipLimits.standard(), Timing.STANDARD, friend -> !friend.equals(Caller.HERE))) {
            var contact = "Contact: <sip:friend@127.0.0.1:" + pbx.port() + ">";
            try (var friend = new chorus.fake.SipPhone("127.0.0.3", callee.address())) {
                friend.calls("+12025550100");
                callee.isCalled().refuse(480, "Temporarily Unavailable");
                friend.waitsFor(480);
                friend.sends(friend.said()
                        .replaceFirst("branch=[^;]*", "branch=" + chorus.fake.SipPhone.branch())
                        .replace("CSeq: 1", "CSeq: 2")
                        .replaceFirst("Contact: [^\r]*", contact));
                var dialog = callee.answers();
                var answer = friend.waitsFor("INVITE", 200);
                friend.sends("ACK sip:x@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.3:" + friend.port()
                        + ";branch=" + chorus.fake.SipPhone.branch() + "\r\n"
                        + answer.lines()
                                .filter(line -> line.matches("(From|To|Call-ID): .*"))
                                .reduce("", (all, line) -> all + line + "\r\n")
                        + "CSeq: 2 ACK\r\n\r\n");
                callee.isConfirmed();
                dialog.bye();
                pbx.hears("BYE").answers("200 OK");
                assertThat(callee.isLeft().detail()).isEmpty();
            }
            assertThat(callee.endpoint.counters().of(Event.UNKNOWN_SOURCE)).isZero();
        }
    }
}
