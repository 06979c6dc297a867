package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.SipFarEnd;
import chorus.sip.dialog.InviteListener.Canceled;
import chorus.sip.dialog.RequestListener.Outcome;
import chorus.sip.dialog.RequestListener.Reply;
import chorus.sip.message.Header;
import chorus.sip.transaction.Timing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A request of more than 1,300 bytes goes over TCP where the far end has it, whatever its trunk says (§18.1.1).
class LargeRequestStoriesTest {
    private static final Header LARGE = new Header("X-Story", "long ".repeat(250));

    private final Caller caller = new Caller(Timing.STANDARD, elsewhere -> false);

    @AfterEach
    void close() {
        caller.close();
    }

    @Test
    void aLargeInviteGoesOverTcpAndTheRestOfTheCallGoesOnByUdp() {
        try (var pbx = SipFarEnd.onUdpAndTcp()) {
            caller.with(LARGE).calls("sip:bob@127.0.0.1", Caller.udp(pbx.address()));

            var invite = pbx.hears("INVITE");
            assertThat(invite.over()).isEqualTo("TCP");
            assertThat(invite.line("Via")).startsWith("Via: SIP/2.0/TCP 127.0.0.1:" + caller.endpoint.port());
            invite.answers("180 Ringing", contact(pbx));
            caller.hears(180);
            invite.answers("200 OK", contact(pbx), Callee.SDP);
            assertThat(pbx.hears("ACK").over()).isEqualTo("UDP");
            caller.isAnswered().bye();
            var bye = pbx.hears("BYE");
            assertThat(bye.over()).isEqualTo("UDP");
            bye.answers("200 OK");
            assertThat(caller.isLeft().detail()).isEmpty();
        }
    }

    @Test
    void itsRefusalIsConfirmedAndItsCancelGoesWhereItWent() {
        try (var pbx = SipFarEnd.onUdpAndTcp()) {
            var calling = caller.with(LARGE).calls("sip:bob@127.0.0.1", Caller.udp(pbx.address()));
            var invite = pbx.hears("INVITE");
            invite.answers("180 Ringing", contact(pbx));
            caller.hears(180);

            calling.cancel();

            var cancel = pbx.hears("CANCEL");
            assertThat(cancel.over()).isEqualTo("TCP");
            assertThat(cancel.line("Via")).isEqualTo(invite.line("Via"));
            cancel.answers("200 OK");
            invite.answers("487 Request Terminated");
            assertThat(pbx.hears("ACK").over()).isEqualTo("TCP");
            assertThat(caller.isRefused()).isEqualTo(new Canceled());
        }
    }

    @Test
    void aLargeRegisterGoesOverTcpAndASmallOneByUdp() {
        try (var pbx = SipFarEnd.onUdpAndTcp()) {
            var large = caller.with(LARGE).asks("REGISTER", Caller.udp(pbx.address()));
            var asked = pbx.hears("REGISTER");
            asked.answers("200 OK");
            assertThat(asked.over()).isEqualTo("TCP");
            assertThat(status(large)).isEqualTo(200);

            var small = caller.with().asks("REGISTER", Caller.udp(pbx.address()));
            asked = pbx.hears("REGISTER");
            asked.answers("200 OK");
            assertThat(asked.over()).isEqualTo("UDP");
            assertThat(status(small)).isEqualTo(200);
        }
    }

    @Test
    void whoHasNoTcpIsAskedByUdpAtOnce() {
        try (var pbx = SipFarEnd.onUdp()) {
            caller.with(LARGE).calls("sip:bob@127.0.0.1", Caller.udp(pbx.address()));

            var invite = pbx.hears("INVITE");
            assertThat(invite.over()).isEqualTo("UDP");
            assertThat(invite.line("Via")).startsWith("Via: SIP/2.0/UDP ");
            invite.answers("200 OK", contact(pbx), Callee.SDP);
            pbx.hears("ACK");
            caller.isAnswered();
        }
    }

    @Test
    void whoLetsConnectionsHangIsAskedByUdpAfterASecondAndForTcpNoMore() throws IOException {
        try (var pbx = SipFarEnd.onUdp()) {
            caller.with(LARGE);
            try (var _ = new Hanging(pbx.port())) {
                var before = System.nanoTime();
                isAskedByUdp(pbx);
                assertThat(System.nanoTime() - before)
                        .isGreaterThan(Duration.ofMillis(900).toNanos());
            }
            try (var _ = new ServerSocket(pbx.port(), 5, InetAddress.ofLiteral("127.0.0.1"))) {
                isAskedByUdp(pbx);
            }
        }
    }

    private void isAskedByUdp(SipFarEnd pbx) {
        var outcome = caller.asks("REGISTER", Caller.udp(pbx.address()));
        var asked = pbx.hears("REGISTER");
        assertThat(asked.over()).isEqualTo("UDP");
        asked.answers("200 OK");
        assertThat(status(outcome)).isEqualTo(200);
    }

    @Test
    void whoClosesTheConnectionUnreadIsAskedByUdp() throws IOException {
        try (var pbx = SipFarEnd.onUdp();
                var listener = new ServerSocket(pbx.port(), 5, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.startVirtualThread(() -> acceptAndClose(listener));
            caller.with(LARGE);
            isAskedByUdp(pbx);
        }
    }

    private static int status(CompletableFuture<Outcome> outcome) {
        return ((Reply) outcome.join()).response().status();
    }

    private static String contact(SipFarEnd pbx) {
        return "Contact: <sip:bob@127.0.0.1:" + pbx.port() + ">";
    }

    private static void acceptAndClose(ServerSocket listener) {
        try {
            listener.accept().close();
        } catch (IOException closed) {
            // The story is over.
        }
    }

    /// A port of TCP whose queue is full, so that whoever connects hears nothing at all, as behind many a firewall.
    private static final class Hanging implements AutoCloseable {
        private final ServerSocket listener;
        private final ArrayList<Socket> queue = new ArrayList<>();

        private Hanging(int port) throws IOException {
            listener = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
            for (var i = 0; i < 8; i++) {
                var socket = new Socket();
                queue.add(socket);
                try {
                    socket.connect(listener.getLocalSocketAddress(), 100);
                } catch (IOException full) {
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            for (var socket : queue) {
                socket.close();
            }
            listener.close();
        }
    }
}
