package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FarEnd;
import chorus.sip.auth.Credentials;
import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.Ended.Cause;
import chorus.sip.dialog.FarSide;
import chorus.sip.dialog.Refer;
import chorus.sip.dialog.ReferListener;
import chorus.sip.dialog.SessionPolicy;
import chorus.sip.message.NameAddr;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A PBX calls, and asks for our password when we say something within the call.
class ChallengeStoriesTest {
    private static final Optional<Credentials> LOGIN = Optional.of(new Credentials("line7", () -> "sesame"));
    private static final SessionPolicy SHORT = new SessionPolicy(Duration.ofSeconds(3), Duration.ofSeconds(2));
    private static final String CHALLENGE = "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n1\"";
    private static final String PROXY_CHALLENGE = "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"n1\"";

    private final CallingSide stage = new CallingSide(SipLimits.standard().with(SHORT));
    private final Callee callee = stage.callee;
    private final FarEnd farEnd = new FarEnd();

    @AfterEach
    void close() {
        farEnd.close();
        stage.close();
    }

    @Test
    void aHangUpThatIsChallengedIsProvedAndEndsTheCall() {
        var dialog = answered(LOGIN, "");
        dialog.bye();
        var bare = farEnd.hears("BYE");
        assertThat(bare).doesNotContain("Authorization:");

        farEnd.answers(bare, "401 Unauthorized", CHALLENGE, "");

        var proved = farEnd.hears("BYE");
        assertThat(proved).contains("\r\nAuthorization: Digest username=\"line7\", realm=\"pbx\"");
        farEnd.answers(proved, "200 OK", "", "");
        assertThat(callee.isLeft().cause()).isEqualTo(Cause.LOCAL_BYE);
    }

    @Test
    void aRefreshByInviteThatIsChallengedIsProvedAndConfirmedWithTheProof() {
        answered(LOGIN, "Supported: timer\nSession-Expires: 2;refresher=uas\nAllow: INVITE, ACK, BYE");
        farEnd.answers(farEnd.hears("INVITE"), "407 Proxy Authentication Required", PROXY_CHALLENGE, "");

        var proved = farEnd.hears("INVITE");

        assertThat(proved).contains("\r\nProxy-Authorization: Digest username=\"line7\"");
        var terms = "Session-Expires: 2;refresher=uac";
        farEnd.answers(proved, "200 OK", terms, FarEnd.SDP);
        assertThat(callee.isRenewed()).isEqualTo(FarEnd.SDP);
        farEnd.answers(farEnd.hears("INVITE"), "200 OK", terms, FarEnd.SDP);
    }

    @Test
    void aTransferThatIsChallengedIsProved() {
        var dialog = answered(LOGIN, "");
        var target = NameAddr.parse("<sip:100@127.0.0.1>").orElseThrow();
        dialog.refer(new Refer(target, Optional.empty(), Duration.ofSeconds(5)), new Quiet(new CompletableFuture<>()));
        farEnd.answers(farEnd.hears("REFER"), "401 Unauthorized", CHALLENGE, "");

        assertThat(farEnd.hears("REFER")).contains("\r\nAuthorization: Digest username=\"line7\"");
    }

    @Test
    void theOutcomeOfATransferThatWasChallengedIsToldUnderTheNumberThatWasAccepted() throws Exception {
        var outcome = new CompletableFuture<ReferListener.Outcome>();
        var dialog = answered(LOGIN, "");
        var target = NameAddr.parse("<sip:100@127.0.0.1>").orElseThrow();
        dialog.refer(new Refer(target, Optional.empty(), Duration.ofSeconds(5)), new Quiet(outcome));
        farEnd.answers(farEnd.hears("REFER"), "401 Unauthorized", CHALLENGE, "");
        var proved = farEnd.hears("REFER");
        farEnd.answers(proved, "202 Accepted", "", "");
        var number = Pattern.compile("CSeq: (\\d+) REFER").matcher(proved);
        assertThat(number.find()).isTrue();

        var event = "Event: refer;id=" + number.group(1) + "\nSubscription-State: terminated;reason=noresource"
                + "\nContent-Type: message/sipfrag";
        farEnd.asks("NOTIFY", event, "SIP/2.0 200 OK\r\n").hears("NOTIFY", 200);

        assertThat(outcome.get(8, TimeUnit.SECONDS)).isEqualTo(new ReferListener.Reported(200, "OK"));
    }

    @Test
    void aPhoneThatWeCalledThroughAProxyIsNotShownThePasswordThatTheProxyKnows() {
        try (var elsewhere = new FarEnd("127.0.0.3")) {
            stage.calls(farEnd, LOGIN);
            var contact = "Contact: <sip:far@127.0.0.3:" + elsewhere.port() + ">";
            farEnd.answers(farEnd.hears("INVITE"), "200 OK", contact, FarEnd.SDP);
            elsewhere.hears("ACK");
            stage.dialog().bye();
            elsewhere.answers(elsewhere.hears("BYE"), "401 Unauthorized", CHALLENGE, "");

            assertThat(callee.isLeft().cause()).isEqualTo(Cause.LOCAL_BYE);
            assertThat(elsewhere.count("BYE")).isOne();
        }
    }

    @Test
    void aChallengerElsewhereThanTheCallerIsNotShownOurPassword() {
        try (var elsewhere = new FarEnd("127.0.0.3")) {
            var dialog = answered(LOGIN, "Contact: <sip:far@127.0.0.3:" + elsewhere.port() + ">");
            dialog.bye();
            elsewhere.answers(elsewhere.hears("BYE"), "401 Unauthorized", CHALLENGE, "");

            assertThat(callee.isLeft().cause()).isEqualTo(Cause.LOCAL_BYE);
            assertThat(elsewhere.count("BYE")).isOne();
        }
    }

    @Test
    void anotherServerThatIsKnownToBeTheCallersIsShownThePassword() {
        try (var elsewhere = new FarEnd("127.0.0.3")) {
            var caller = new FarSide(LOGIN, InetAddress.ofLiteral("127.0.0.3")::equals);
            var dialog = answered(caller, "Contact: <sip:far@127.0.0.3:" + elsewhere.port() + ">");
            dialog.bye();
            elsewhere.answers(elsewhere.hears("BYE"), "401 Unauthorized", CHALLENGE, "");

            assertThat(elsewhere.hears("BYE")).contains("\r\nAuthorization: Digest username=\"line7\"");
        }
    }

    @Test
    void aWrongPasswordIsSaidOnceOnly() {
        var dialog = answered(LOGIN, "");
        dialog.bye();
        farEnd.answers(farEnd.hears("BYE"), "401 Unauthorized", CHALLENGE, "");
        farEnd.answers(farEnd.hears("BYE"), "401 Unauthorized", CHALLENGE.replace("n1", "n2"), "");

        assertThat(callee.isLeft().cause()).isEqualTo(Cause.LOCAL_BYE);
    }

    private Dialog answered(Optional<Credentials> login, String more) {
        return answered(FarSide.with(login), more);
    }

    private Dialog answered(FarSide caller, String more) {
        farEnd.calls(callee.address(), more, FarEnd.SDP);
        var dialog = callee.isCalled().answer(Callee.SDP, callee, caller);
        farEnd.acknowledges(farEnd.hears("INVITE", 200), "");
        callee.isConfirmed();
        return dialog;
    }

    private record Quiet(CompletableFuture<Outcome> outcome) implements ReferListener {
        @Override
        public void progressed(int status, String phrase) {}

        @Override
        public void done(Outcome told) {
            outcome.complete(told);
        }
    }
}
