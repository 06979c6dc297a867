package chorus.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import chorus.fake.Lab;
import chorus.fake.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/// The lab's PBX in a process of its own, outside a NAT that we are behind; it is told what to do as by a person.
final class OutsidePbx implements AutoCloseable {
    static final int PORT = 5070;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern SEEN_PORT = Pattern.compile(";rport=(\\d+)");

    private final Process process;

    OutsidePbx(Nat nat) {
        process = nat.starts(Lab.class, "pbx", "--address", Nat.OUTSIDE, "--port", String.valueOf(PORT));
        awaits("The lab PBX listens", 1);
    }

    void obeys(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The PBX is gone: " + Nat.said(Lab.class), e);
        }
    }

    /// Waits until it has told this so many times.
    void awaits(String words, int times) {
        Patience.until("'" + words + "', " + times + " times, from the PBX", LIMIT, () -> told(words) >= times);
    }

    /// The port from which it sees what is sent from this socket.
    static int seenPort(DatagramSocket socket) throws IOException {
        var request = """
                OPTIONS sip:lab@%1$s SIP/2.0
                Via: SIP/2.0/UDP %2$s:%3$d;branch=z9hG4bK%4$s;rport
                From: <sip:probe@%2$s>;tag=1
                To: <sip:lab@%1$s>
                Call-ID: %4$s
                CSeq: 1 OPTIONS
                Content-Length: 0

                """.formatted(Nat.OUTSIDE, Nat.BEHIND, socket.getLocalPort(), UUID.randomUUID())
                .replace("\n", "\r\n");
        var bytes = request.getBytes(US_ASCII);
        socket.send(new DatagramPacket(
                bytes, bytes.length, new InetSocketAddress(InetAddress.ofLiteral(Nat.OUTSIDE), PORT)));
        var answer = new DatagramPacket(new byte[2000], 2000);
        socket.setSoTimeout(5_000);
        socket.receive(answer);
        var port = SEEN_PORT.matcher(new String(answer.getData(), 0, answer.getLength(), ISO_8859_1));
        if (!port.find()) {
            throw new AssertionError("The PBX did not say whom it saw.");
        }
        return Integer.parseInt(port.group(1));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long told(String words) {
        return Nat.said(Lab.class).lines().filter(line -> line.contains(words)).count();
    }
}
