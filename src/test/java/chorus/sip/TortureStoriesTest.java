package chorus.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.sip.transaction.Timing;
import chorus.sip.transport.SipCounters.Event;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The torture messages of RFC 4475 and RFC 5118 before a whole endpoint, over UDP.
class TortureStoriesTest {
    private static final String LAST = "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP last";

    private final Callee callee = new Callee(SipLimits.standard(), Timing.STANDARD, any -> true);

    @AfterEach
    void close() {
        callee.close();
    }

    @ParameterizedTest
    @MethodSource("all")
    void meetsItsFate(Torture torture) throws IOException {
        try (var sender = socket(torture.port())) {
            var answers = torture.endpoint().equals("call") ? called(sender, torture) : answers(sender, torture);
            var wanted = torture.endpoint().equals("call") ? "480" : torture.endpoint();

            assertThat(answers.stream().map(answer -> answer.substring(8, 11)).filter(status -> !status.equals("100")))
                    .as("%s; it heard %s", torture.says(), answers)
                    .containsExactlyElementsOf(wanted.equals("silence") ? List.of() : List.of(wanted));
            assertThat(callee.wasCalled()).isFalse();
            assertThat(callee.endpoint.counters().of(Event.FAULT)).isZero();
        }
    }

    @Test
    void tellsWhichExtensionsItLacks() throws IOException {
        assertThat(answer("bext01")).contains("\r\nUnsupported: nothingSupportsThis, nothingSupportsThisEither\r\n");
    }

    @Test
    void tellsWhichMethodsItKnows() throws IOException {
        assertThat(answer("intmeth")).contains("\r\nAllow: INVITE, ACK, CANCEL, BYE");
        assertThat(answer("esc02")).contains("\r\nAllow: INVITE, ACK, CANCEL, BYE");
    }

    @Test
    void tellsWhyItCannotAnswerInOtherFormats() throws IOException {
        assertThat(answer("sdp01")).contains("\r\nWarning: 399 ");
    }

    @Test
    void repeatsAllViasInTheirOrder() throws IOException {
        assertThat(answer("wsinv"))
                .containsPattern("Via: SIP/2.0/UDP 192.0.2.2;[^\r]*\r\nVia: +SIP[^\r]*TCP[^\r]*,[^\r]*UDP");
    }

    @Test
    void repeatsAToOfManyCharactersAsItCame() throws IOException {
        assertThat(answer("intmeth")).contains("To: \"BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007F\" <sip:1_unusual.URI~");
    }

    @Test
    void answersWithWhatIsThere() throws IOException {
        assertThat(answer("insuf"))
                .contains("\r\nCSeq: 193942 INVITE\r\n")
                .doesNotContain("From:")
                .doesNotContain("Call-ID:");
        assertThat(answer("multi01").split("\r\nTo: ", -1)).hasSize(2);
    }

    static Stream<Torture> all() {
        return Stream.of("rfc4475", "rfc5118").flatMap(rfc -> Torture.all(rfc).stream());
    }

    private String answer(String name) throws IOException {
        var torture = Torture.named("rfc4475", name);
        try (var sender = socket(torture.port())) {
            return answers(sender, torture).getLast();
        }
    }

    /// Everything that is said to it, up to the answer to an OPTIONS sent behind it.
    private List<String> answers(DatagramSocket sender, Torture torture) throws IOException {
        send(sender, torture.bytes());
        send(
                sender,
                ("OPTIONS sip:last SIP/2.0\r\nVia: SIP/2.0/UDP last;branch=z9hG4bK" + torture.name()
                                + ";rport\r\nFrom: <sip:a@last>;tag=1\r\nTo: <sip:b@last>\r\nCall-ID: last-of-"
                                + torture.name() + "\r\nCSeq: 1 OPTIONS\r\n\r\n")
                        .getBytes(UTF_8));
        var heard = new ArrayList<String>();
        for (var next = receive(sender); !next.startsWith(LAST); next = receive(sender)) {
            heard.add(next);
        }
        return heard;
    }

    private List<String> called(DatagramSocket sender, Torture torture) throws IOException {
        send(sender, torture.bytes());
        assertThat(receive(sender)).startsWith("SIP/2.0 100 ");
        callee.isCalled().refuse(480, "Temporarily Unavailable");
        return List.of(receive(sender));
    }

    private void send(DatagramSocket sender, byte[] bytes) throws IOException {
        sender.send(new DatagramPacket(bytes, bytes.length, callee.address()));
    }

    private static String receive(DatagramSocket sender) throws IOException {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        sender.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }

    /// At an address of this machine that nobody else uses now, since the port is given.
    private static DatagramSocket socket(int port) throws IOException {
        var random = ThreadLocalRandom.current();
        while (true) {
            try {
                var address =
                        "127." + random.nextInt(64, 255) + "." + random.nextInt(255) + "." + random.nextInt(1, 255);
                var socket = new DatagramSocket(port, InetAddress.ofLiteral(address));
                socket.setSoTimeout(10_000);
                return socket;
            } catch (BindException taken) {
                // Another one, then.
            }
        }
    }
}
