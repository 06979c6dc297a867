package chorus.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// A proxy on UDP that stays in the way of the calls it passes on (Record-Route), and may ask for a password.
///
/// It keeps no state of calls: its branches follow from those it gets, as RFC 3261 §16.11 has it.
public final class SipProxy implements AutoCloseable {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final Pattern PLACE = Pattern.compile("127\\.0\\.0\\.1:([0-9]+)");

    private final DatagramSocket socket;
    private final InetSocketAddress next;
    private final Optional<Login> login;
    private final List<String> passed = new CopyOnWriteArrayList<>();
    private final Set<String> challenged = ConcurrentHashMap.newKeySet();

    private record Login(String realm, String user, String password) {}

    private SipProxy(InetSocketAddress next, Optional<Login> login) {
        try {
            this.socket = new DatagramSocket(0, HERE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.next = next;
        this.login = login;
        Thread.ofVirtual().name("proxy").start(this::listen);
    }

    /// One that passes new calls on to this place.
    public static SipProxy before(InetSocketAddress next) {
        return new SipProxy(next, Optional.empty());
    }

    /// The same, for whoever knows the password.
    public static SipProxy guarding(InetSocketAddress next, String realm, String user, String password) {
        return new SipProxy(next, Optional.of(new Login(realm, user, password)));
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// Its Record-Route.
    public String route() {
        return "<sip:127.0.0.1:" + socket.getLocalPort() + ";lr>";
    }

    /// The methods and statuses it passed on, in order, repeats left out.
    public List<String> passed() {
        return List.copyOf(new java.util.LinkedHashSet<>(passed));
    }

    @Override
    public void close() {
        socket.close();
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
            var text = new String(buffer, 0, packet.getLength(), ISO_8859_1);
            if (text.startsWith("SIP/2.0 ")) {
                response(text);
            } else if (!text.isBlank()) {
                request(text, (InetSocketAddress) packet.getSocketAddress());
            }
        }
    }

    private void request(String text, InetSocketAddress from) {
        var branch = SipText.branchOf(text);
        if (text.startsWith("ACK ") && challenged.contains(branch)) {
            return;
        }
        var asks = login.filter(known -> text.startsWith("INVITE ") && !isProved(text, known));
        if (asks.isPresent()) {
            challenged.add(branch);
            send(challenge(text, asks.get().realm()), from);
            return;
        }
        var lines = new ArrayList<>(List.of(text.split("\r\n", -1)));
        lines.removeIf(line -> line.equals("Route: " + route()));
        var via = "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=z9hG4bK"
                + md5(branch + socket.getLocalPort());
        lines.add(1, via);
        if (text.startsWith("INVITE ") && !SipText.line(text, "To").contains(";tag=")) {
            lines.add(2, "Record-Route: " + route());
        }
        pass(String.join("\r\n", lines), hop(lines));
    }

    /// The next Route, else, of a request inside a dialog, its target, else where new calls go.
    private InetSocketAddress hop(List<String> lines) {
        var route = lines.stream().filter(line -> line.startsWith("Route: ")).findFirst();
        var inside = lines.stream().anyMatch(line -> line.startsWith("To: ") && line.contains(";tag="));
        return route.or(() -> Optional.of(lines.getFirst()).filter(any -> inside))
                .flatMap(SipProxy::place)
                .orElse(next);
    }

    private void response(String text) {
        var lines = new ArrayList<>(List.of(text.split("\r\n", -1)));
        lines.remove(SipText.line(text, "Via"));
        var rest = String.join("\r\n", lines);
        place(SipText.line(rest, "Via")).ifPresent(back -> pass(rest, back));
    }

    private void pass(String text, InetSocketAddress to) {
        var words = text.split(" ", 3);
        passed.add(words[0].equals("SIP/2.0") ? words[1] : words[0]);
        send(text, to);
    }

    private void send(String text, InetSocketAddress to) {
        var bytes = text.getBytes(ISO_8859_1);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String challenge(String request, String realm) {
        var head = new StringBuilder("SIP/2.0 407 Proxy Authentication Required\r\n");
        request.lines()
                .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq): .*"))
                .map(line -> line.startsWith("To: ") ? line + ";tag=" + realm : line)
                .forEach(line -> head.append(line).append("\r\n"));
        return head + "Proxy-Authenticate: Digest realm=\"" + realm + "\", qop=\"auth\", nonce=\"" + md5(realm)
                + "\", opaque=\"\", stale=FALSE, algorithm=MD5\r\nContent-Length: 0\r\n\r\n";
    }

    private static boolean isProved(String request, Login login) {
        return request.lines()
                .filter(line -> line.startsWith("Proxy-Authorization: ")
                        && parameter(line, "realm").equals(login.realm()))
                .anyMatch(line -> parameter(line, "response").equals(expected(line, login)));
    }

    private static String expected(String line, Login login) {
        var secret = md5(login.user() + ":" + login.realm() + ":" + login.password());
        var asked = md5("INVITE:" + parameter(line, "uri"));
        return md5(String.join(
                ":", secret, md5(login.realm()), parameter(line, "nc"), parameter(line, "cnonce"), "auth", asked));
    }

    private static String parameter(String line, String name) {
        var found = Pattern.compile("[ ,]" + name + "=\"?([^\",]*)").matcher(line);
        return found.find() ? found.group(1) : "";
    }

    private static Optional<InetSocketAddress> place(String line) {
        var found = PLACE.matcher(line);
        return found.find()
                ? Optional.of(new InetSocketAddress(HERE, Integer.parseInt(found.group(1))))
                : Optional.empty();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
