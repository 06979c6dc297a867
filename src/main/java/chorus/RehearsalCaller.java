package chorus;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;

/// The smallest telephone there is: one call over UDP, in µ-law, with the words of RFC 3261 as plain text.
final class RehearsalCaller implements AutoCloseable {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int FRAME_MILLIS = 20;
    private static final int FRAMES = 8;
    private static final Pattern MEDIA_PORT = Pattern.compile("m=audio (\\d+) ");
    private static final Pattern TO = Pattern.compile("(?mi)^To: *(.*?)\\r?$");
    private static final Pattern CONTACT = Pattern.compile("(?mi)^Contact: *<(.*?)>");

    private final String id = UUID.randomUUID().toString();
    private final DatagramSocket signalling = new DatagramSocket(new InetSocketAddress(HERE, 0));
    private final DatagramSocket media = new DatagramSocket(new InetSocketAddress(HERE, 0));

    RehearsalCaller(int port) throws IOException {
        signalling.connect(new InetSocketAddress(HERE, port));
        signalling.setSoTimeout(PATIENCE_MILLIS);
        media.setSoTimeout(FRAME_MILLIS);
    }

    /// Calls, talks for some frames, presses 1, hangs up.
    ///
    /// @return whether the call was answered and its end confirmed
    boolean call(String number) throws IOException {
        var uri = "sip:" + number + "@127.0.0.1:" + signalling.getPort();
        send("INVITE", uri, 1, "<" + uri + ">", offer());
        var answer = answer();
        if (!answer.startsWith("SIP/2.0 200")) {
            return false;
        }
        var to = find(TO, answer);
        var contact = find(CONTACT, answer);
        send("ACK", contact, 1, to, "");
        talk(Integer.parseInt(find(MEDIA_PORT, answer)));
        send("BYE", contact, 2, to, "");
        return answer().startsWith("SIP/2.0 200");
    }

    @Override
    public void close() {
        signalling.close();
        media.close();
    }

    private void send(String method, String uri, int number, String to, String body) throws IOException {
        var me = "127.0.0.1:" + signalling.getLocalPort();
        var text = """
                %s %s SIP/2.0
                Via: SIP/2.0/UDP %s;branch=z9hG4bK%s%s;rport
                Max-Forwards: 70
                From: <sip:rehearsal@%s>;tag=%s
                To: %s
                Call-ID: %s
                CSeq: %d %s
                Contact: <sip:rehearsal@%s>
                Content-Type: application/sdp
                Content-Length: %d

                """.formatted(method, uri, me, method, id, me, id, to, id, number, method, me, body.length());
        var bytes = (text.replace("\n", "\r\n") + body).getBytes(StandardCharsets.US_ASCII);
        signalling.send(new DatagramPacket(bytes, bytes.length));
    }

    private String offer() {
        return """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP 0 101
                a=rtpmap:101 telephone-event/8000
                """.formatted(media.getLocalPort()).replace("\n", "\r\n");
    }

    /// The next final answer.
    private String answer() throws IOException {
        var packet = new DatagramPacket(new byte[4096], 4096);
        String text;
        do {
            packet.setLength(4096);
            signalling.receive(packet);
            text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
        } while (text.startsWith("SIP/2.0 1"));
        return text;
    }

    /// A frame for every frame that is heard, or for every 20 ms of silence; then the key 1 (RFC 4733).
    private void talk(int port) throws IOException {
        var there = new InetSocketAddress(HERE, port);
        var silence = new byte[160];
        Arrays.fill(silence, (byte) 0xFF);
        for (var i = 0; i < FRAMES; i++) {
            media.send(rtp(there, 0, i, silence));
            listen();
        }
        for (var end : new int[] {0x0A, 0x8A}) {
            media.send(rtp(there, 101, FRAMES + (end >> 7), new byte[] {1, (byte) end, 3, 0x20}));
        }
        listen();
    }

    private void listen() throws IOException {
        try {
            media.receive(new DatagramPacket(new byte[512], 512));
        } catch (SocketTimeoutException _) {
            // Silence: so much time has passed as a frame lasts.
        }
    }

    private DatagramPacket rtp(InetSocketAddress there, int type, int number, byte[] payload) {
        var packet = ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) type)
                .putShort((short) number)
                .putInt(Math.min(number, FRAMES) * 160)
                .putInt(id.hashCode())
                .put(payload);
        return new DatagramPacket(packet.array(), packet.capacity(), there);
    }

    private static String find(Pattern pattern, String text) throws IOException {
        var found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("The answer lacks what " + pattern + " looks for.");
        }
        return found.group(1);
    }
}
