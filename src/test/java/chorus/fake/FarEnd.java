package chorus.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The far end of a SIP dialog on UDP that says word for word what a test tells it, and nothing of its own accord. It
/// shares no code with the product.
///
/// ```java
/// var invite = farEnd.hears("INVITE");
/// farEnd.answers(invite, "200 OK", "Session-Expires: 2;refresher=uac", FarEnd.SDP);
/// farEnd.hears("ACK");
/// farEnd.asks("UPDATE", "", "");
/// farEnd.hears("UPDATE", 200);
/// ```
///
/// Repeats of what it heard before count as nothing. What it waits for and does not get within eight seconds is an
/// [AssertionError].
public final class FarEnd implements AutoCloseable {
    /// A description to offer and to answer with.
    public static final String SDP = """
            v=0
            o=far 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 41000 RTP/AVP 0
            a=sendrecv
            """.replace("\n", "\r\n");

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final DatagramSocket socket;
    private final SipMailbox mailbox = new SipMailbox();
    private final Set<String> taken = new HashSet<>();
    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private volatile InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    private String from = "";
    private String to = "";
    private String callId = "";
    private String target = "";
    private volatile String invite = "";
    private int sequence;

    public FarEnd() {
        this("127.0.0.1");
    }

    /// One at another address of this machine.
    public FarEnd(String address) {
        try {
            socket = new DatagramSocket(0, InetAddress.ofLiteral(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("far-end").start(this::listen);
    }

    public int port() {
        return socket.getLocalPort();
    }

    // ---- as the caller -----------------------------------------------------------------------------------------

    /// Sends an INVITE.
    ///
    /// @param more headers, one a line
    public FarEnd calls(InetSocketAddress called, String more, String sdp) {
        server = called;
        target = "sip:+12025550100@127.0.0.1:" + called.getPort();
        from = "From: <sip:far@127.0.0.1>;tag=" + tag;
        to = "To: <" + target + ">";
        callId = "Call-ID: " + UUID.randomUUID();
        return asks("INVITE", more, sdp);
    }

    /// Confirms the last INVITE, in the dialog of this answer.
    public FarEnd acknowledges(String answer, String sdp) {
        learns(answer);
        return says(request("ACK", SipText.cseqOf(answer).replace(" INVITE", ""), branch(), "", sdp));
    }

    /// Makes the dialog of a provisional answer its own.
    public FarEnd learns(String answer) {
        to = SipText.line(answer, "To");
        target = contact(answer);
        return this;
    }

    // ---- as either ---------------------------------------------------------------------------------------------

    /// Sends the next request of its dialog.
    public FarEnd asks(String method, String more, String sdp) {
        var text = request(method, String.valueOf(++sequence), branch(), more, sdp);
        invite = method.equals("INVITE") ? text : invite;
        return says(text);
    }

    /// Answers a request; with a body, that is a session description.
    public FarEnd answers(String request, String status, String more, String sdp) {
        if (request.startsWith("INVITE ")) {
            from = tagged(SipText.line(request, "To")).replaceFirst("^To", "From");
            to = SipText.line(request, "From").replaceFirst("^From", "To");
            callId = SipText.line(request, "Call-ID");
            target = contact(request);
        }
        var head = request.lines()
                .filter(line -> line.startsWith("Via:")
                        || line.startsWith("From:")
                        || line.startsWith("Call-ID:")
                        || line.startsWith("CSeq:")
                        || line.startsWith("Record-Route:"))
                .collect(Collectors.joining("\r\n", "SIP/2.0 " + status + "\r\n", "\r\n"));
        return says(head + tagged(SipText.line(request, "To")) + "\r\n" + tail(more, sdp));
    }

    /// Says anything, however wrong.
    public FarEnd says(String message) {
        var bytes = message.getBytes(ISO_8859_1);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, server));
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    /// Waits for the next request of this method.
    public String hears(String method) {
        return hears(method, message -> message.startsWith(method + " "));
    }

    /// Waits for the next response with this status to a request of this method.
    public String hears(String method, int status) {
        return hears(
                status + " to " + method,
                message -> message.startsWith("SIP/2.0 " + status + " ")
                        && SipText.cseqOf(message).endsWith(" " + method));
    }

    /// Waits until something came again so many times, word for word.
    public void hearsAgain(String message, int times) {
        Patience.until(
                times + " repeats",
                PATIENCE,
                () -> mailbox.all().stream().filter(message::equals).count() > times);
    }

    /// What came of this kind so far, repeats included.
    public long count(String beginning) {
        return mailbox.all().stream()
                .filter(message -> message.startsWith(beginning))
                .count();
    }

    /// The number its last request carried.
    public int sequence() {
        return sequence;
    }

    /// A header's whole line in a message.
    public static String line(String message, String name) {
        return SipText.line(message, name);
    }

    public static String body(String message) {
        return SipText.bodyOf(message);
    }

    @Override
    public void close() {
        socket.close();
    }

    private String hears(String what, Predicate<String> wanted) {
        var found = mailbox.waitsFor(what, PATIENCE, message -> wanted.test(message) && !taken.contains(message));
        taken.add(found);
        return found;
    }

    private String request(String method, String number, String branch, String more, String sdp) {
        return method + " " + target + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + port() + ";branch=" + branch + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + from + "\r\n" + to + "\r\n" + callId + "\r\n"
                + "CSeq: " + number + " " + method + "\r\n"
                + tail(more, sdp);
    }

    private String tail(String more, String body) {
        var type = body.isEmpty() || more.contains("Content-Type") ? "" : "Content-Type: application/sdp\r\n";
        var contact = more.contains("Contact:") ? "" : "Contact: <sip:far@127.0.0.1:" + port() + ">\r\n";
        var lines = more.isEmpty() ? "" : more.strip().replaceAll("\r?\n", "\r\n") + "\r\n";
        return contact + lines + type + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private String tagged(String toLine) {
        return toLine.contains(";tag=") ? toLine : toLine + ";tag=" + tag;
    }

    private static String contact(String message) {
        var line = SipText.line(message, "Contact");
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    private static String branch() {
        return "z9hG4bK" + UUID.randomUUID();
    }

    private void listen() {
        var buffer = new byte[65_535];
        while (!socket.isClosed()) {
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException closed) {
                return;
            }
            server = new InetSocketAddress(packet.getAddress(), packet.getPort());
            take(new String(buffer, 0, packet.getLength(), ISO_8859_1));
        }
    }

    /// A refused INVITE is confirmed at once (RFC 3261 §17.1.1.3): that is the network's business, not the test's.
    private void take(String message) {
        mailbox.takes(message);
        if (message.startsWith("SIP/2.0 ")
                && SipText.cseqOf(message).equals(SipText.cseqOf(invite))
                && message.charAt(8) >= '3') {
            var ack = "ACK " + invite.substring("INVITE ".length(), invite.indexOf(" SIP/2.0")) + " SIP/2.0\r\n"
                    + SipText.line(invite, "Via") + "\r\nMax-Forwards: 70\r\n" + from + "\r\n"
                    + SipText.line(message, "To") + "\r\n" + callId + "\r\nCSeq: "
                    + SipText.cseqOf(invite).replace("INVITE", "ACK") + "\r\nContent-Length: 0\r\n\r\n";
            says(ack);
        }
    }
}
