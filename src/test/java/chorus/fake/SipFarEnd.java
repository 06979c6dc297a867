package chorus.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Somebody who is asked, over UDP and, where it was opened so, over TCP on the same port; it says only what the test
/// has it say, and shares no code with the product.
///
/// ```java
/// try (var pbx = SipFarEnd.onUdp()) {
///     ...
///     pbx.hears("INVITE").answers("486 Busy Here");
///     pbx.hears("ACK");
/// }
/// ```
public final class SipFarEnd implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final DatagramSocket datagrams;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

    private SipFarEnd(DatagramSocket datagrams) {
        this.datagrams = datagrams;
        open.add(datagrams);
        Thread.ofVirtual().name("far end").start(this::listen);
    }

    /// One that has no TCP: connections are refused.
    public static SipFarEnd onUdp() {
        return at("127.0.0.1", 0);
    }

    public static SipFarEnd at(String address, int port) {
        try {
            return new SipFarEnd(new DatagramSocket(port, InetAddress.ofLiteral(address)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static SipFarEnd onUdpAndTcp() {
        while (true) {
            var made = onUdp();
            try {
                made.accept(new ServerSocket(made.port(), 50, InetAddress.ofLiteral("127.0.0.1")));
                return made;
            } catch (IOException portTaken) {
                made.close();
            }
        }
    }

    public int port() {
        return datagrams.getLocalPort();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(datagrams.getLocalAddress(), port());
    }

    /// The next request of this method; others that came before are passed over.
    public Asked hears(String method) {
        var others = new ArrayList<String>();
        for (var next = next(); next != null; next = next()) {
            if (next.text().startsWith(method + " ")) {
                return next;
            }
            others.add(next.text());
        }
        throw new AssertionError("The far end waited for " + method + " and heard:\n" + String.join("\n", others));
    }

    /// Nothing waits to be heard.
    public boolean isIdle() {
        return asked.isEmpty();
    }

    /// Sends any bytes to somebody by UDP.
    public void says(String message, InetSocketAddress to) {
        var bytes = message.getBytes(ISO_8859_1);
        try {
            datagrams.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (var one : List.copyOf(open)) {
            try {
                one.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private @Nullable Asked next() {
        try {
            return asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// A message that came, and the way back.
    ///
    /// @param over `UDP` or `TCP`
    public record Asked(String text, String over, InetSocketAddress from, Way back) {
        /// @param more whole lines, such as `Contact: <sip:a@b>`, or a session description
        public void answers(String status, String... more) {
            back.say(answer(status, more));
        }

        /// The answer, for whoever is to say it.
        public String answer(String status, String... more) {
            var head = new StringBuilder("SIP/2.0 " + status + "\r\n");
            for (var line : text.substring(0, text.indexOf("\r\n\r\n")).split("\r\n", -1)) {
                if (line.matches("(Via|From|Call-ID|CSeq|Record-Route): .*")) {
                    head.append(line).append("\r\n");
                } else if (line.startsWith("To: ")) {
                    var tagged = line.contains(";tag=") || status.startsWith("100") ? line : line + ";tag=far";
                    head.append(tagged).append("\r\n");
                }
            }
            var body = "";
            for (var line : more) {
                if (line.startsWith("v=0")) {
                    body = line;
                    head.append("Content-Type: application/sdp\r\n");
                } else {
                    head.append(line).append("\r\n");
                }
            }
            return head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        }

        /// The first line that begins with this header's name.
        public String line(String name) {
            return SipText.line(text, name);
        }

        /// The number in CSeq.
        public int cseq() {
            return Integer.parseInt(SipText.cseqOf(text).split(" ", 2)[0]);
        }
    }

    /// Where answers go.
    public interface Way {
        void say(String message);
    }

    private void listen() {
        var buffer = new byte[65_535];
        while (!datagrams.isClosed()) {
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                datagrams.receive(packet);
            } catch (IOException closed) {
                return;
            }
            var text = new String(buffer, 0, packet.getLength(), ISO_8859_1);
            if (!text.isBlank()) {
                var from = (InetSocketAddress) packet.getSocketAddress();
                asked.add(new Asked(text, "UDP", from, message -> says(message, from)));
            }
        }
    }

    private void accept(ServerSocket listener) {
        open.add(listener);
        Thread.ofVirtual().name("far end").start(() -> {
            while (!listener.isClosed()) {
                try {
                    var stream = listener.accept();
                    open.add(stream);
                    Thread.ofVirtual().name("far end").start(() -> read(stream));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void read(Socket stream) {
        try {
            while (true) {
                var text = SipText.next(stream.getInputStream());
                var from = (InetSocketAddress) stream.getRemoteSocketAddress();
                asked.add(new Asked(text, "TCP", from, message -> write(stream, message)));
            }
        } catch (IOException closed) {
            // There is nothing more to hear.
        }
    }

    private static void write(Socket stream, String message) {
        try {
            stream.getOutputStream().write(message.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
