package chorus.fake;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The server's side of a WebSocket's opening (RFC 6455 §4.2).
public final class Opening {
    private Opening() {}

    static Map<String, String> accept(Socket visitor) throws IOException {
        return accept(visitor, "");
    }

    private static Map<String, String> accept(Socket visitor, String andThen) throws IOException {
        visitor.setTcpNoDelay(true);
        var header = read(visitor.getInputStream());
        write(
                visitor,
                """
                HTTP/1.1 101 Switching Protocols
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Accept: %s
                %s
                """.formatted(accepting(header.getOrDefault("sec-websocket-key", "")), subprotocol(header)) + andThen);
        return header;
    }

    /// Takes the first subprotocol that is offered (RFC 6455 §4.2.2).
    private static String subprotocol(Map<String, String> header) {
        var offered = header.getOrDefault("sec-websocket-protocol", "")
                .split(",", -1)[0]
                .strip();
        return offered.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + offered + "\n";
    }

    static void refuse(Socket visitor, int status) throws IOException {
        read(visitor.getInputStream());
        write(visitor, """
                HTTP/1.1 %d Not Today
                Location: http://127.0.0.1/elsewhere
                Content-Length: 6

                secret""".formatted(status));
    }

    private static void write(Socket visitor, String text) throws IOException {
        visitor.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Map<String, String> read(InputStream in) throws IOException {
        var header = new TreeMap<String, String>();
        header.put(":request", line(in));
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            header.put(
                    line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        return header;
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The request was cut short.");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).trim();
    }

    private static String accepting(String key) {
        try {
            var sum = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Opens WebSockets for all who come, and then neither reads nor writes.
    public static final class Answering implements AutoCloseable {
        private final String andThen;
        private final ServerSocket door;
        private final List<Socket> visitors = new CopyOnWriteArrayList<>();

        /// @param unbound a server socket that is bound to no port yet
        public Answering(ServerSocket unbound) throws IOException {
            this(unbound, "");
        }

        /// @param andThen bytes sent together with the answer, as Latin-1
        public Answering(ServerSocket unbound, String andThen) throws IOException {
            this.andThen = andThen;
            door = unbound;
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.ofVirtual().name("fake-answering").start(this::welcome);
        }

        public int port() {
            return door.getLocalPort();
        }

        private void welcome() {
            while (!door.isClosed()) {
                try {
                    var visitor = door.accept();
                    visitors.add(visitor);
                    Opening.accept(visitor, andThen);
                } catch (IOException _) {
                    // This visitor is gone; the next may come.
                }
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
            for (var visitor : visitors) {
                visitor.close();
            }
        }
    }
}
