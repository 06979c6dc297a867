package chorus.provider.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import chorus.provider.Checklist;
import chorus.sip.message.MessageParser;
import chorus.sip.message.Parsed;
import chorus.sip.message.SipResponse;
import chorus.sip.message.Via;
import chorus.sip.transport.Target;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Asks twice from a port of its own with half a minute of silence between, and compares what the far side saw.
///
/// The endpoint's own port would prove nothing: registrations keep its mapping alive.
final class MappingLifetime {
    static final int SILENCE_SECONDS = 31;
    private static final int PATIENCE_MILLIS = 4_000;
    private static final String CHECK = "NAT mapping's lifetime";

    private MappingLifetime() {}

    static void of(Target target, Checklist list) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(target.address(), target.port()));
            socket.setSoTimeout(PATIENCE_MILLIS);
            var before = seen(socket);
            if (before.isEmpty()) {
                list.skipped(CHECK, "The far side does not answer strange ports, or does not tell how it sees us.");
                return;
            }
            if (new CountDownLatch(1).await(SILENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            compare(before.get(), seen(socket), list);
        } catch (IOException e) {
            list.skipped(CHECK, "It could not be tried: " + e.getMessage() + ".");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            list.skipped(CHECK, "The server is being stopped.");
        }
    }

    private static void compare(String before, Optional<String> after, Checklist list) {
        if (after.isEmpty()) {
            list.failed(
                    CHECK,
                    "After " + SILENCE_SECONDS + " s of silence no answer came anymore.",
                    "Let the NAT or firewall in between keep UDP mappings for at least 60 s.");
        } else if (after.get().equals(before)) {
            list.passed(CHECK, "After " + SILENCE_SECONDS + " s of silence we are still seen at " + before + ".");
        } else {
            list.failed(
                    CHECK,
                    "After " + SILENCE_SECONDS + " s of silence we are seen at " + after.get() + ", before at " + before
                            + ".",
                    "Let the NAT in between keep UDP mappings for at least 60 s; registrations are kept alive more"
                            + " often than that, sound on hold is not.");
        }
    }

    /// How the far side sees this socket.
    private static Optional<String> seen(DatagramSocket socket) throws IOException {
        var request = options(socket).getBytes(UTF_8);
        socket.send(new DatagramPacket(request, request.length));
        var answer = new DatagramPacket(new byte[MessageParser.MAX_MESSAGE], MessageParser.MAX_MESSAGE);
        try {
            socket.receive(answer);
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        }
        var parsed = MessageParser.parse(Arrays.copyOf(answer.getData(), answer.getLength()));
        return parsed instanceof Parsed.Sound(SipResponse response)
                ? response.header("Via").flatMap(Via::parse).flatMap(MappingLifetime::told)
                : Optional.empty();
    }

    private static Optional<String> told(Via via) {
        return via.params()
                .get("rport")
                .filter(port -> !port.isEmpty())
                .map(port -> via.params().get("received").orElse(via.host()) + ":" + port);
    }

    private static String options(DatagramSocket socket) {
        var here = host(socket.getLocalAddress().getHostAddress()) + ":" + socket.getLocalPort();
        var there = host(socket.getInetAddress().getHostAddress()) + ":" + socket.getPort();
        return "OPTIONS sip:" + there + " SIP/2.0\r\nVia: SIP/2.0/UDP " + here + ";branch=" + Via.MAGIC_COOKIE
                + UUID.randomUUID() + ";rport\r\nMax-Forwards: 70\r\nFrom: <sip:chorus@" + here + ">;tag="
                + UUID.randomUUID().toString().substring(0, 8) + "\r\nTo: <sip:" + there + ">\r\nCall-ID: "
                + UUID.randomUUID() + "\r\nCSeq: 1 OPTIONS\r\nContact: <sip:chorus@" + here
                + ">\r\nContent-Length: 0\r\n\r\n";
    }

    private static String host(String address) {
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }
}
