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
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A registrar of user `line7`, over UDP and TCP, with moods: it does as it is told by the test.
///
/// Unless told otherwise it asks for a password with a new nonce at every request, and grants what it is asked for.
public final class SipRegistrar implements AutoCloseable {
    public static final String PASSWORD = "sesame";
    private static final String REALM = "pbx.example";
    private static final InetAddress HOME = InetAddress.ofLiteral("127.0.0.1");

    private final DatagramSocket socket;
    private final DatagramSocket otherPort;
    private final ServerSocket listener;
    private final List<Socket> streams = new CopyOnWriteArrayList<>();
    private final List<RegisterRequest> heard = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> bindings = new ConcurrentHashMap<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicInteger pulses = new AtomicInteger();

    private volatile Function<RegisterRequest, String> manner = this::asUsual;
    private volatile List<String> challenges = List.of("Digest realm=\"" + REALM + "\", qop=\"auth\"");
    private volatile String password = PASSWORD;
    private volatile String algorithm = "MD5";
    private volatile String nonce = "";
    private volatile int granted = Integer.MAX_VALUE;
    private final AtomicInteger staleAnswers = new AtomicInteger();
    private volatile String seenAs = "";
    private volatile boolean silent;
    private volatile boolean answersOptions = true;
    private volatile boolean answersPings = true;
    private volatile boolean answersFromAnotherPort;

    public SipRegistrar() {
        try {
            listener = new ServerSocket(0, 50, HOME);
            socket = new DatagramSocket(new InetSocketAddress(HOME, listener.getLocalPort()));
            otherPort = new DatagramSocket(new InetSocketAddress(HOME, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::serveDatagrams);
        Thread.startVirtualThread(this::serveStreams);
    }

    /// Of UDP and TCP.
    public int port() {
        return socket.getLocalPort();
    }

    public SipRegistrar grants(int seconds) {
        granted = seconds;
        return this;
    }

    public SipRegistrar wantsPassword(String other) {
        password = other;
        return this;
    }

    /// Offers these challenges, to which it adds a nonce; it checks answers by this algorithm.
    public SipRegistrar offers(String checkedBy, String... offered) {
        algorithm = checkedBy;
        challenges = List.of(offered);
        return this;
    }

    /// Finds the nonces of the next right answers stale.
    public SipRegistrar findsStale(int times) {
        staleAnswers.set(times);
        return this;
    }

    /// Answers every REGISTER in its own way.
    public SipRegistrar says(Function<RegisterRequest, String> own) {
        manner = own;
        return this;
    }

    public SipRegistrar says(String status, String... headers) {
        return says(request -> request.answer(status, headers));
    }

    public SipRegistrar isItselfAgain() {
        manner = this::asUsual;
        silent = false;
        return this;
    }

    /// Hears nothing any more.
    public SipRegistrar goesAway() {
        silent = true;
        return this;
    }

    public SipRegistrar forgetsEverybody() {
        bindings.clear();
        return this;
    }

    public SipRegistrar knowsNoOptions() {
        answersOptions = false;
        return this;
    }

    public SipRegistrar knowsNoPings() {
        answersPings = false;
        return this;
    }

    public SipRegistrar answersFromAnotherPort() {
        answersFromAnotherPort = true;
        return this;
    }

    /// A NAT stands between: `received=203.0.113.9;rport=40000`.
    public SipRegistrar seesThem(String as) {
        seenAs = as;
        return this;
    }

    public SipRegistrar hangsUp() {
        streams.forEach(SipRegistrar::close);
        streams.clear();
        return this;
    }

    /// Every REGISTER, without repeats.
    public List<RegisterRequest> heard() {
        return heard;
    }

    /// The Contacts bound now, with their seconds.
    public Map<String, Integer> bindings() {
        return Map.copyOf(bindings);
    }

    /// How often it answered that it is there.
    public int pulses() {
        return pulses.get();
    }

    public boolean isRegistered() {
        return !bindings.isEmpty();
    }

    @Override
    public void close() {
        close(listener);
        hangsUp();
        socket.close();
        otherPort.close();
    }

    /// Asks for a password, and binds who knows it.
    public String asUsual(RegisterRequest request) {
        if (!request.proves("line7", REALM, nonce, password, algorithm)) {
            return challenge(request, "");
        }
        if (staleAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return challenge(request, ", stale=true");
        }
        nonce = "";
        return binds(request);
    }

    /// Binds whoever asks.
    public String binds(RegisterRequest request) {
        var seconds = Math.min(request.expires(), granted);
        request.all("Contact").stream()
                .filter(contact -> contact.endsWith(";expires=0"))
                .forEach(contact -> bindings.remove(contact.substring(1, contact.indexOf('>'))));
        if (seconds == 0) {
            bindings.remove(request.contact());
            return request.answer("200 OK");
        }
        bindings.put(request.contact(), seconds);
        return request.answer(
                "200 OK",
                "Contact: <" + request.contact() + ">;expires=" + seconds,
                "Authentication-Info: nextnonce=\"for the next\", rspauth=\"0\", qop=auth");
    }

    private String challenge(RegisterRequest request, String more) {
        nonce = UUID.randomUUID().toString();
        var lines = challenges.stream()
                .map(one -> "WWW-Authenticate: " + one + ", nonce=\"" + nonce + "\"" + more)
                .toArray(String[]::new);
        return request.answer("401 Unauthorized", lines);
    }

    /// The way back to who sent a message.
    private interface Back {
        void says(String text) throws IOException;
    }

    private void hears(String message, Back back) throws IOException {
        var register =
                new RegisterRequest(message.replaceFirst(";rport\\b", seenAs.isEmpty() ? ";rport" : ";" + seenAs));
        if (silent) {
            return;
        }
        if (message.startsWith("REGISTER ")) {
            back.says(answers.computeIfAbsent(register.header("Via"), _ -> {
                heard.add(register);
                return manner.apply(register);
            }));
        } else if (message.startsWith("OPTIONS ") && answersOptions) {
            back.says(register.answer("404 Nobody Here"));
            pulses.incrementAndGet();
        }
    }

    private void serveDatagrams() {
        var packet = new DatagramPacket(new byte[8192], 8192);
        while (!socket.isClosed()) {
            try {
                packet.setLength(8192);
                socket.receive(packet);
                var from = packet.getSocketAddress();
                hears(new String(packet.getData(), 0, packet.getLength(), ISO_8859_1), text -> sends(text, from));
            } catch (IOException _) {
                // closed
            }
        }
    }

    private void sends(String text, SocketAddress to) throws IOException {
        var bytes = text.getBytes(ISO_8859_1);
        (answersFromAnotherPort ? otherPort : socket).send(new DatagramPacket(bytes, bytes.length, to));
    }

    private void serveStreams() {
        while (!listener.isClosed()) {
            try {
                var stream = listener.accept();
                streams.add(stream);
                Thread.startVirtualThread(() -> serve(stream));
            } catch (IOException _) {
                // closed
            }
        }
    }

    private void serve(Socket stream) {
        var text = new StringBuilder();
        try (stream) {
            for (var octet = stream.getInputStream().read();
                    octet >= 0;
                    octet = stream.getInputStream().read()) {
                text.append((char) octet);
                if (text.toString().equals("\r\n\r\n")) {
                    text.setLength(0);
                    if (answersPings && !silent) {
                        writes(stream, "\r\n");
                    }
                } else if (text.toString().endsWith("\r\n\r\n")) {
                    var message = text.toString();
                    text.setLength(0);
                    hears(message, answer -> writes(stream, answer));
                }
            }
        } catch (IOException _) {
            // hung up
        }
    }

    private static void writes(Socket stream, String text) throws IOException {
        stream.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
