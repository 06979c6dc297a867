package chorus.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.Ended.Cause;
import chorus.sip.transaction.Timing;
import chorus.sip.transport.SipCounters.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SIP over TCP: messages cut out of a stream.
class StreamStoriesTest {
    private final Callee callee = new Callee(
            new SipLimits(100, 200, 3, 2, 1),
            Timing.STANDARD,
            address -> !address.getHostAddress().equals("127.0.0.9"));
    private int callsMade;

    @AfterEach
    void close() {
        callee.close();
    }

    @Test
    void aCallOverOneConnectionIsAnsweredAndLeftOnIt() throws IOException {
        try (var socket = connect("127.0.0.1")) {
            say(socket, message("INVITE", 1, ""));
            assertThat(hear(socket)).startsWith("SIP/2.0 100");
            var dialog = callee.answers();
            var answer = hear(socket);
            assertThat(answer).startsWith("SIP/2.0 200").contains(";transport=tcp>");
            say(socket, message("ACK", 1, tagOf(answer)));
            callee.isConfirmed();
            dialog.bye();
            var bye = hear(socket);
            assertThat(bye).startsWith("BYE ").contains("Via: SIP/2.0/TCP");
            say(socket, okTo(bye));
            assertThat(callee.isLeft().cause()).isEqualTo(Cause.LOCAL_BYE);
        }
    }

    @Test
    void whenTheConnectionIsGoneTheByeGoesToTheContact() throws IOException {
        try (var contact = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            contact.setSoTimeout(5_000);
            var port = Integer.toString(contact.getLocalPort());
            Dialog dialog;
            try (var socket = connect("127.0.0.1")) {
                say(socket, message("INVITE", 1, "").replace("5999", port));
                hear(socket);
                dialog = callee.answers();
                say(socket, message("ACK", 1, tagOf(hear(socket))));
                callee.isConfirmed();
                socket.shutdownOutput();
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
            dialog.bye();
            try (var socket = contact.accept()) {
                var bye = hear(socket);
                assertThat(bye).startsWith("BYE sip:a@127.0.0.1:" + port);
                say(socket, okTo(bye));
                assertThat(callee.isLeft().detail()).isEmpty();
            }
        }
    }

    @Test
    void theByesOfManyCallsShareOneConnection() throws IOException {
        try (var contact = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            var dialogs = callsWhoseStreamIsGone(20, contact.getLocalPort());
            dialogs.forEach(Dialog::bye);
            contact.setSoTimeout(5_000);
            try (var socket = contact.accept()) {
                socket.setSoTimeout(5_000);
                for (var dialog : dialogs) {
                    var bye = hear(socket);
                    assertThat(bye).startsWith("BYE ").contains("Call-ID: " + dialog.callId());
                    say(socket, okTo(bye));
                    assertThat(callee.isLeft().detail()).isEmpty();
                }
                contact.setSoTimeout(1);
                assertThatThrownBy(contact::accept).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @Test
    void aConnectionThatDidNotComeAboutMakesRoomForOthers() throws IOException {
        for (var round = 0; round < 3; round++) {
            callsWhoseStreamIsGone(4, unusedPort()).forEach(Dialog::bye);
            for (var i = 0; i < 4; i++) {
                assertThat(callee.isLeft().detail()).contains("not answered");
            }
        }
        try (var socket = connect("127.0.0.1")) {
            say(socket, message("OPTIONS", 1, ""));
            assertThat(hear(socket)).startsWith("SIP/2.0 200");
        }
        assertThat(callee.endpoint.counters().of(Event.CONNECTIONS_CAPPED)).isZero();
    }

    @Test
    void messagesMayComeInPiecesAndTogether() throws IOException {
        try (var socket = connect("127.0.0.1")) {
            var one = message("OPTIONS", 1, "");
            for (var octet : one.getBytes(ISO_8859_1)) {
                socket.getOutputStream().write(octet);
            }
            assertThat(hear(socket)).contains("CSeq: 1 OPTIONS");
            say(socket, message("OPTIONS", 2, "") + "\r\n" + message("OPTIONS", 3, "") + "\r\n\r\n");
            assertThat(hear(socket)).contains("CSeq: 2 OPTIONS");
            assertThat(hear(socket)).contains("CSeq: 3 OPTIONS");
        }
    }

    @Test
    void aPingIsAnsweredWithAPong() throws IOException {
        try (var socket = connect("127.0.0.1")) {
            say(socket, "\r\n\r\n");
            assertThat(socket.getInputStream().readNBytes(2)).containsExactly('\r', '\n');
        }
    }

    @Test
    void aStreamThatCannotBeCutIsClosed() throws IOException {
        try (var socket = connect("127.0.0.1")) {
            say(socket, "OPTIONS sip:x@y SIP/2.0\r\nContent-Length: lots\r\n\r\n");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(callee.endpoint.counters().of(Event.UNPARSABLE)).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ncl", "mcl01"})
    void aMessageOfNoLengthEndsTheStream(String torture) throws IOException {
        try (var socket = connect("127.0.0.1")) {
            say(socket, Torture.named("rfc4475", torture).wire());
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(callee.endpoint.counters().of(Event.UNPARSABLE)).isOne();
        }
    }

    @Test
    void aHeadWithoutEndIsClosed() throws IOException {
        try (var socket = connect("127.0.0.1")) {
            say(socket, "OPTIONS sip:x@y SIP/2.0\r\nSubject: " + "x".repeat(66_000));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void anUnknownSourceIsClosedUnread() throws IOException {
        try (var socket = connect("127.0.0.9")) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(callee.endpoint.counters().of(Event.UNKNOWN_SOURCE)).isOne();
        }
    }

    @Test
    void aSourceMayHoldOnlySoManyConnections() throws IOException {
        try (var first = connect("127.0.0.1");
                var second = connect("127.0.0.1")) {
            say(first, message("OPTIONS", 1, ""));
            hear(first);
            say(second, message("OPTIONS", 2, ""));
            hear(second);
            try (var third = connect("127.0.0.1")) {
                assertThat(third.getInputStream().read()).isEqualTo(-1);
                assertThat(callee.endpoint.counters().of(Event.CONNECTIONS_CAPPED))
                        .isOne();
            }
        }
    }

    @Test
    void aSilentConnectionIsClosed() throws IOException {
        try (var socket = connect("127.0.0.1")) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(callee.endpoint.counters().of(Event.CONNECTIONS_IDLE)).isOne();
        }
    }

    /// Calls that were made over a stream which is closed by now, with this port as their contact.
    private List<Dialog> callsWhoseStreamIsGone(int calls, int port) throws IOException {
        var dialogs = new ArrayList<Dialog>();
        try (var socket = connect("127.0.0.1")) {
            for (var i = 1; i <= calls; i++) {
                var call = "call" + ++callsMade + "@";
                say(
                        socket,
                        message("INVITE", callsMade, "")
                                .replace("5999", "" + port)
                                .replace("stream@", call));
                hear(socket);
                dialogs.add(callee.answers());
                say(socket, message("ACK", callsMade, tagOf(hear(socket))).replace("stream@", call));
                callee.isConfirmed();
            }
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        return dialogs;
    }

    private static int unusedPort() throws IOException {
        try (var closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return closed.getLocalPort();
        }
    }

    @Test
    void aSilentConnectionStaysOpenAsLongAsItsCall() throws IOException {
        try (var socket = connect("127.0.0.1")) {
            say(socket, message("INVITE", 1, ""));
            hear(socket);
            var dialog = callee.answers();
            say(socket, message("ACK", 1, tagOf(hear(socket))));
            callee.isConfirmed();
            try (var later = connect("127.0.0.1")) {
                assertThat(later.getInputStream().read()).isEqualTo(-1);
            }
            dialog.bye();
            say(socket, okTo(hear(socket)));
            callee.isLeft();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(callee.endpoint.counters().of(Event.CONNECTIONS_IDLE)).isEqualTo(2);
        }
    }

    private Socket connect(String from) throws IOException {
        var socket =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), callee.endpoint.port(), InetAddress.ofLiteral(from), 0);
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static String message(String method, int cseq, String toTag) {
        return method + " sip:+12025550100@127.0.0.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/TCP 127.0.0.1:5999;branch=z9hG4bK" + method + cseq + "\r\n"
                + "f: <sip:a@example.com>;tag=77\r\nt: <sip:b@example.com>" + toTag + "\r\ni: stream@example.com\r\n"
                + "CSeq: " + cseq + " " + method + "\r\nm: <sip:a@127.0.0.1:5999;transport=tcp>\r\nl: 0\r\n\r\n";
    }

    private static String tagOf(String answer) {
        var to = chorus.fake.SipPhone.line(answer, "To");
        return to.substring(to.indexOf(";tag="));
    }

    private static String okTo(String bye) {
        return "SIP/2.0 200 OK\r\n"
                + bye.lines()
                        .filter(line -> line.startsWith("Via")
                                || line.startsWith("From")
                                || line.startsWith("To")
                                || line.startsWith("Call-ID")
                                || line.startsWith("CSeq"))
                        .reduce("", (all, line) -> all + line + "\r\n")
                + "Content-Length: 0\r\n\r\n";
    }

    /// One message: the head, and as much as its Content-Length says.
    static String hear(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var octet = in.read();
            if (octet < 0) {
                throw new AssertionError("The stream ended in the middle of: " + head);
            }
            head.append((char) octet);
        }
        var length = head.toString()
                .lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16).strip()))
                .findFirst()
                .orElse(0);
        return head + new String(in.readNBytes(length), ISO_8859_1);
    }
}
