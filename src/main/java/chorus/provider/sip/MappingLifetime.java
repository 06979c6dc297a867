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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Asks twice from a port of its own with half a minute of silence between, and compares what the far side saw.
///
/// The endpoint's own port would prove nothing: registrations keep its mapping alive.
final class MappingLifetime {
    static final Duration SILENCE = Duration.ofSeconds(31);

    /// How long each sending is waited for: one lost packet is no NAT that forgets (RFC 3261 §17.1.2.2).
    private static final List<Duration> PATIENCE =
            List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

    private static final String CHECK = "NAT mapping's lifetime";

    private MappingLifetime() {}

    static void of(Target target, Duration silence, Checklist list) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(target.address(), target.port()));
            var before = seen(socket);
            if (before.isEmpty()) {
                list.skipped(CHECK, "The far side does not answer strange ports, or does not tell how it sees us.");
                return;
            }
            if (new CountDownLatch(1).await(silence.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            compare(before.get(), seen(socket), silence, list);
        } catch (IOException e) {
            list.skipped(CHECK, "It could not be tried: " + e.getMessage() + ".");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            list.skipped(CHECK, "The server is being stopped.");
        }
    }

    private static void compare(String before, Optional<String> after, Duration silence, Checklist list) {
        var waited = "After " + silence.toSeconds() + " s of silence ";
        if (after.isEmpty()) {
            list.failed(
                    CHECK,
                    waited + "no answer came anymore, although we asked " + PATIENCE.size() + " times.",
                    "Let the NAT or firewall in between keep UDP mappings for at least 60 s.");
        } else if (after.get().equals(before)) {
            list.passed(CHECK, waited + "we are still seen at " + before + ".");
        } else {
            list.failed(
                    CHECK,
                    waited + "we are seen at " + after.get() + ", before at " + before + ".",
                    "Let the NAT in between keep UDP mappings for at least 60 s; registrations are kept alive more"
                            + " often than that, sound on hold is not.");
        }
    }

    /// How the far side sees this socket; asked again while no answer comes.
    private static Optional<String> seen(DatagramSocket socket) throws IOException {
        var branch = Via.MAGIC_COOKIE + UUID.randomUUID();
        var request = options(socket, branch).getBytes(UTF_8);
        for (var patience : PATIENCE) {
            socket.send(new DatagramPacket(request, request.length));
            var told = heard(socket, branch, System.nanoTime() + patience.toNanos());
            if (told.isPresent()) {
                return told.get();
            }
        }
        return Optional.empty();
    }

    /// What an answer to this branch tells; empty when none comes in time.
    private static Optional<Optional<String>> heard(DatagramSocket socket, String branch, long until)
            throws IOException {
        var answer = new DatagramPacket(new byte[MessageParser.MAX_MESSAGE], MessageParser.MAX_MESSAGE);
        while (true) {
            var millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (millis <= 0) {
                return Optional.empty();
            }
            socket.setSoTimeout((int) millis);
            try {
                socket.receive(answer);
            } catch (SocketTimeoutException _) {
                return Optional.empty();
            }
            var via = via(answer).filter(own -> own.branch().equals(Optional.of(branch)));
            if (via.isPresent()) {
                return Optional.of(told(via.get()));
            }
        }
    }

    private static Optional<Via> via(DatagramPacket answer) {
        var parsed = MessageParser.parse(Arrays.copyOf(answer.getData(), answer.getLength()));
        return parsed instanceof Parsed.Sound(SipResponse response)
                ? response.header("Via").flatMap(Via::parse)
                : Optional.empty();
    }

    private static Optional<String> told(Via via) {
        return via.params()
                .get("rport")
                .filter(port -> !port.isEmpty())
                .map(port -> via.params().get("received").orElse(via.host()) + ":" + port);
    }

    private static String options(DatagramSocket socket, String branch) {
        var here = host(socket.getLocalAddress().getHostAddress()) + ":" + socket.getLocalPort();
        var there = host(socket.getInetAddress().getHostAddress()) + ":" + socket.getPort();
        return "OPTIONS sip:" + there + " SIP/2.0\r\nVia: SIP/2.0/UDP " + here + ";branch=" + branch
                + ";rport\r\nMax-Forwards: 70\r\nFrom: <sip:chorus@" + here + ">;tag="
                + UUID.randomUUID().toString().substring(0, 8) + "\r\nTo: <sip:" + there + ">\r\nCall-ID: "
                + UUID.randomUUID() + "\r\nCSeq: 1 OPTIONS\r\nContact: <sip:chorus@" + here
                + ">\r\nContent-Length: 0\r\n\r\n";
    }

    private static String host(String address) {
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }
}
