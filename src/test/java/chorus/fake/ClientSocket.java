package chorus.fake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/// The client's side of a WebSocket, straight from RFC 6455, so that it shares no code with the side it tests.
public final class ClientSocket implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final Map<String, String> answered = new HashMap<>();
    private int closeCode = 1006;

    /// The opening was answered with something else than 101.
    public static final class Refused extends IOException {
        private final int status;

        Refused(int status) {
            super("the WebSocket was refused with " + status);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private ClientSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /// @param headers of the request, beside those of the opening
    public static ClientSocket open(URI url, Map<String, String> headers, SSLContext tls) throws IOException {
        var secure = url.getScheme().equals("wss");
        var port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        var plain = secure ? tls.getSocketFactory().createSocket(url.getHost(), port) : new Socket(url.getHost(), port);
        plain.setTcpNoDelay(true);
        var opened = new ClientSocket(plain);
        try {
            opened.shakeHands(url, headers);
            return opened;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private void shakeHands(URI url, Map<String, String> headers) throws IOException {
        var key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        var host = url.getPort() > 0 ? url.getHost() + ":" + url.getPort() : url.getHost();
        var request = "GET " + url.getRawPath() + " HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + Base64.getEncoder().encodeToString(key)
                + headers.entrySet().stream()
                        .map(header -> "\r\n" + header.getKey() + ": " + header.getValue())
                        .collect(Collectors.joining())
                + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var status = line().split(" ", 3)[1];
        for (var line = line(); !line.isEmpty(); line = line()) {
            var parts = line.split(":", 2);
            answered.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        if (!status.equals("101")) {
            throw new Refused(Integer.parseInt(status));
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var octet = in.readByte(); octet != '\n'; octet = in.readByte()) {
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    /// A header of the answer; empty when it has none of this name.
    public String header(String name) {
        return answered.getOrDefault(name, "");
    }

    public void send(String text) throws IOException {
        write(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    public void sendBinary(byte[] bytes) throws IOException {
        write(0x82, bytes);
    }

    public void close(int code) throws IOException {
        write(0x88, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /// Sends bytes that need not be a frame.
    public void sendRaw(byte[] bytes) throws IOException {
        synchronized (socket) {
            socket.getOutputStream().write(bytes);
        }
    }

    /// Blocks for the next text.
    ///
    /// @throws EOFException when the other side has closed; [#closeCode] tells how
    public String read() throws IOException {
        while (true) {
            var opcode = in.readUnsignedByte() & 0x0F;
            var length = in.readUnsignedByte() & 0x7F;
            var size = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
            var payload = new byte[size];
            in.readFully(payload);
            switch (opcode) {
                case 1 -> {
                    return new String(payload, StandardCharsets.UTF_8);
                }
                case 8 -> {
                    closeCode = size < 2 ? 1005 : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
                    throw new EOFException("closed with " + closeCode);
                }
                case 9 -> write(0x8A, payload);
                default -> {}
            }
        }
    }

    /// 1006 until the other side said goodbye.
    public int closeCode() {
        return closeCode;
    }

    private void write(int opcode, byte[] payload) throws IOException {
        var frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 127);
            for (var shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        var mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        frame.writeBytes(mask);
        for (var i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i & 3]);
        }
        sendRaw(frame.toByteArray());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed then.
        }
    }
}
