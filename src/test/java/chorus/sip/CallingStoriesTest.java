package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.SipServer;
import chorus.sip.dialog.Calling;
import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.Ended;
import chorus.sip.dialog.InviteListener;
import chorus.sip.dialog.OutgoingInvite;
import chorus.sip.dialog.Reoffer;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import chorus.sip.transaction.Timing;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls of ours to several servers of one name.
class CallingStoriesTest implements InviteListener {
    /// Timer B after 6.4 s, and a silent server given up after a quarter of that.
    private static final Timing TIMING =
            new Timing(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMillis(250));

    private static final SipUri CALLEE = SipUri.sip("+12025550177", "pbx.example", -1);

    private final BlockingQueue<Object> news = new LinkedBlockingQueue<>();
    private final Callee endpoint = new Callee(SipLimits.standard(), TIMING, any -> true);
    private final SipServer first = new SipServer();
    private final SipServer second = new SipServer();

    @AfterEach
    void close() {
        first.close();
        second.close();
        endpoint.close();
    }

    @Test
    void goesOnFromAServerThatSaysNothingLongBeforeTimerB() {
        calls(first, second);
        var lost = first.next("INVITE");

        var invite = second.next("INVITE");
        second.answers(invite, "200 OK", "b");

        assertThat(news(Unanswered.class).why()).contains("No answer came from 127.0.0.1:" + first.port());
        assertThat(news(String.class)).isEqualTo("answered");
        second.next("ACK");
        assertThat(SipServer.line(invite, "Call-ID")).isEqualTo(SipServer.line(lost, "Call-ID"));
        assertThat(SipServer.line(invite, "Via")).isNotEqualTo(SipServer.line(lost, "Via"));
    }

    @Test
    void takesBackWhatAServerBeginsToRingTooLate() {
        calls(first, second);
        var late = first.next("INVITE");
        var invite = second.next("INVITE");

        first.answers(late, "180 Ringing", "a");

        first.next("CANCEL");
        second.answers(invite, "200 OK", "b");
        assertThat(news(Unanswered.class).why()).contains(String.valueOf(first.port()));
        assertThat(news(String.class)).isEqualTo("answered");
    }

    @Test
    void takesAnAnswerThatComesLateAndStopsTheOtherPhone() {
        calls(first, second);
        var late = first.next("INVITE");
        var invite = second.next("INVITE");
        second.answers(invite, "180 Ringing", "b");

        first.answers(late, "200 OK", "a");

        first.next("ACK");
        second.next("CANCEL");
        second.answers(invite, "200 OK", "b");
        second.next("ACK");
        second.next("BYE");
    }

    @Test
    void goesOnAtOnceFromAServerThatIsOverloaded() {
        calls(first, second);
        first.answers(first.next("INVITE"), "503 Overloaded", "a");

        second.answers(second.next("INVITE"), "486 Busy Here", "b");

        assertThat(news(Refused.class).response().status()).isEqualTo(503);
        assertThat(news(Refused.class).response().status()).isEqualTo(486);
    }

    @Test
    void waitsForTimerBWhereThereIsNobodyElse() {
        calls(first);
        first.next("INVITE");

        assertThat(news(Unanswered.class).why()).contains("No answer came from 127.0.0.1:" + first.port());
        assertThat(first.heard("INVITE")).isGreaterThan(4);
    }

    @Test
    void askedForAPasswordItDoesNotHaveItSaysSo() {
        calls(first);
        first.answers(first.next("INVITE"), "401 Unauthorized", "a");

        assertThat(news(Refused.class).remark()).contains("none is known");
    }

    @Test
    void anAnswerThatCrossesTheCancelIsConfirmedAndHungUp() {
        var calling = calls(first);
        var invite = first.next("INVITE");
        first.answers(invite, "180 Ringing", "a");
        assertThat(news(Integer.class)).isEqualTo(180);

        calling.cancel();
        first.next("CANCEL");
        first.answers(invite, "200 OK", "a");

        first.next("ACK");
        first.next("BYE");
        assertThat(news(Canceled.class)).isNotNull();
    }

    @Test
    void saysThatItIsFullItself() {
        try (var small = new Callee(new SipLimits(1, 100, 10, 10, 60), TIMING, any -> true)) {
            calls(small, first);
            first.next("INVITE");

            calls(small, second);

            assertThat(news(Full.class)).isNotNull();
            assertThat(second.heard("INVITE")).isZero();
        }
    }

    private Calling calls(SipServer... servers) {
        return calls(endpoint, servers);
    }

    private Calling calls(Callee caller, SipServer... servers) {
        var targets = Arrays.stream(servers)
                .map(server -> new Target(InetAddress.getLoopbackAddress(), server.port(), Transport.UDP))
                .toList();
        var from = NameAddr.of(SipUri.sip("+12025550100", "127.0.0.1", -1));
        var invite = new OutgoingInvite(
                CALLEE,
                from,
                NameAddr.of(CALLEE),
                UUID.randomUUID().toString(),
                List.of(),
                List.of(),
                target -> Callee.SDP,
                Optional.empty());
        return caller.endpoint.invite(invite, targets, this);
    }

    /// The next piece of news, which must be of this kind.
    private <T> T news(Class<T> kind) {
        try {
            var next = news.poll(10, TimeUnit.SECONDS);
            assertThat(next).isInstanceOf(kind);
            return kind.cast(next);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void provisional(SipResponse response) {
        news.add(response.status());
    }

    @Override
    public void answered(Dialog dialog, SipResponse response) {
        news.add("answered");
    }

    @Override
    public void failed(Failure failure) {
        news.add(failure);
    }

    @Override
    public void passedOver(Failure why) {
        news.add(why);
    }

    @Override
    public void confirmed(Optional<String> answer) {}

    @Override
    public void reoffered(Reoffer reoffer) {}

    @Override
    public void renewed(String sdp) {}

    @Override
    public void informed(SipRequest info) {}

    @Override
    public void ended(Ended ended) {}
}
