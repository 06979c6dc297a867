package chorus.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// A telephone on UDP with an ear, a mouth and keys, and an opinion of its own: it shares no code with the product.
///
/// ```java
/// try (var phone = new SipPhone(server)) {
///     phone.calls("+12025550100");
///     phone.connects();
///     phone.sound().hearsTone(440);
///     phone.presses("1");
///     phone.hangsUp();
/// }
/// ```
///
/// It makes one call at a time. What it waits for and does not get within five seconds is an [AssertionError].
public final class SipPhone implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final PhoneSound sound;
    private final ReentrantLock lock = new ReentrantLock();
    private final SipMailbox received = new SipMailbox();
    private final List<String> sent = new ArrayList<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Map<String, Integer> forgotten = new ConcurrentHashMap<>();

    private List<String> codecs = List.of("PCMU", "PCMA");
    private boolean offers = true;
    private boolean keyed = true;
    private Optional<BadNetwork> network = Optional.empty();
    private boolean answersByes = true;
    private String user = "+12025550111";
    private String callId = "";
    private String fromTag = "";
    private String toHeader = "";
    private String uri = "";
    private String remoteTarget = "";
    private String invite = "";
    private String answer = "";
    private String confirmation = "";
    private int sequence;
    private int sdpVersion;

    public SipPhone(InetSocketAddress server) {
        this("127.0.0.1", server);
    }

    /// A phone at another address of this machine, such as `127.0.0.7`.
    public SipPhone(String address, InetSocketAddress server) {
        try {
            this.socket = new DatagramSocket(0, InetAddress.ofLiteral(address));
            this.sound = new PhoneSound(InetAddress.ofLiteral(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.server = server;
        Thread.ofVirtual().name("phone").start(this::listen);
    }

    // ---- set-up ------------------------------------------------------------------------------------------------

    /// The codecs it offers, best first.
    public SipPhone speaks(String... names) {
        codecs = List.of(names);
        return this;
    }

    /// Leaves the offer to the other side.
    public SipPhone withoutOffer() {
        offers = false;
        return this;
    }

    /// Its sound goes through this network.
    public SipPhone through(BadNetwork between) {
        network = Optional.of(between);
        between.leadsTo(new InetSocketAddress(socket.getLocalAddress(), sound.port()));
        return this;
    }

    /// Refuses requests of this method, such as with `415 Unsupported Media Type`.
    public SipPhone refuses(String method, String status) {
        refused.put(method, status);
        return this;
    }

    /// Knows no telephone events.
    public SipPhone withoutTelephoneEvents() {
        keyed = false;
        return this;
    }

    public SipPhone named(String newUser) {
        user = newUser;
        return this;
    }

    /// The network loses the next `times` messages of this kind on their way out: `ACK`, `BYE`, `SIP/2.0`.
    public SipPhone loses(String kind, int times) {
        forgotten.put(kind, times);
        return this;
    }

    /// Stays silent when the other side says BYE.
    public SipPhone ignoresByes() {
        answersByes = false;
        return this;
    }

    /// Knows no transfers: says 405 to a REFER.
    public SipPhone refusesTransfers() {
        return refuses("REFER", "405 Method Not Allowed");
    }

    // ---- a call ------------------------------------------------------------------------------------------------

    /// Sends an INVITE for a number, or for a whole URI.
    public SipPhone calls(String numberOrUri) {
        return calls(numberOrUri, "");
    }

    /// @param header one more line for the INVITE; may be empty
    public SipPhone calls(String numberOrUri, String header) {
        begins(numberOrUri);
        var more = header.isEmpty() ? "" : header + "\r\n";
        invite = request("INVITE", uri, branch(), ++sequence, more, offers ? sdp("sendrecv") : "");
        sends(invite);
        return this;
    }

    /// Calls, waits for the answer and confirms it.
    public SipPhone connectsTo(String numberOrUri) {
        return calls(numberOrUri).connects();
    }

    /// Waits for the answer to its call and confirms it.
    public SipPhone connects() {
        waitsFor(200);
        return acknowledges();
    }

    /// Confirms the last answer, with an answer of its own if the offer was theirs.
    public SipPhone acknowledges() {
        var theirs = answer;
        var there = SipText.mediaAddress(theirs);
        var way = network.map(between -> there.map(between::leadsOnTo)).orElse(there);
        sound.sendsTo(way, SipText.firstFormat(theirs));
        var ack = request("ACK", remoteTarget, branch(), sequence, "", offers ? "" : sdp("sendrecv"));
        locked(() -> confirmation = ack);
        return sends(ack);
    }

    /// Takes its unanswered call back.
    public SipPhone cancels() {
        sends(request("CANCEL", uri, SipText.branchOf(invite), sequence, "", "")
                .replaceFirst("To: [^\r]*", SipText.line(invite, "To")));
        return this;
    }

    /// Says BYE and waits for the answer.
    public SipPhone hangsUp() {
        saysBye();
        waitsFor("BYE", 200);
        return this;
    }

    public SipPhone saysBye() {
        sends(request("BYE", remoteTarget, branch(), ++sequence, "", ""));
        return this;
    }

    /// Asks for silence (re-INVITE with `a=sendonly`) and waits until that is agreed.
    public SipPhone holds() {
        return changes(sdp("sendonly"));
    }

    public SipPhone resumes() {
        return changes(sdp("sendrecv"));
    }

    /// Sends a re-INVITE and waits for its answer.
    public SipPhone changes(String sdp) {
        reinvites(sdp);
        waitsFor("INVITE", 200);
        offers = !sdp.isEmpty();
        return acknowledges();
    }

    /// Sends a re-INVITE; an empty description asks for an offer.
    public SipPhone reinvites(String sdp) {
        received.forgets(message ->
                message.startsWith("SIP/2.0") && SipText.cseqOf(message).endsWith("INVITE"));
        invite = request("INVITE", remoteTarget, branch(), ++sequence, "", sdp);
        sends(invite);
        return this;
    }

    /// Sends any request inside the call.
    public SipPhone sendsInside(String method, String contentType, String body) {
        var type = contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n";
        sends(request(method, remoteTarget, branch(), ++sequence, type, body));
        return this;
    }

    /// Sends a request that stands alone, such as OPTIONS.
    public SipPhone asks(String method, String moreHeaders) {
        begins("chorus");
        sends(request(method, uri, branch(), ++sequence, moreHeaders, ""));
        return this;
    }

    /// Sends its last message again.
    public SipPhone repeats() {
        transmit(sent.getLast());
        return this;
    }

    public SipPhone presses(String keys) {
        sound.presses(keys);
        return this;
    }

    /// Sends any bytes, however broken.
    public SipPhone sends(String message) {
        locked(() -> sent.add(message));
        transmit(message);
        return this;
    }

    // ---- what it waits for -------------------------------------------------------------------------------------

    /// Waits for a response to its current call with this status.
    public String waitsFor(int status) {
        return waitsFor(sequenceMethod(), status);
    }

    /// Waits for a response with this status to a request of this method.
    public String waitsFor(String method, int status) {
        return waitsFor(
                status + " to " + method,
                message -> message.startsWith("SIP/2.0 " + status + " ")
                        && SipText.cseqOf(message).endsWith(" " + method)
                        && SipText.callIdOf(message).equals(callId));
    }

    /// Waits until the other side hangs up.
    public String waitsForBye() {
        return waitsForByeWithin(PATIENCE);
    }

    public String waitsForByeWithin(Duration patience) {
        return received.waitsFor(
                "BYE",
                patience,
                message ->
                        message.startsWith("BYE ") && SipText.callIdOf(message).equals(callId));
    }

    public String waitsFor(String what, Predicate<String> wanted) {
        return received.waitsFor(what, PATIENCE, wanted);
    }

    /// Waits until a response of this status came so many times.
    public void waitsForRepeats(int status, int times) {
        waitsFor(
                times + " times " + status,
                any -> received().stream()
                                .filter(message -> message.startsWith("SIP/2.0 " + status + " "))
                                .count()
                        >= times);
    }

    /// Everything it got so far.
    public List<String> received() {
        return received.all();
    }

    /// What it sent last.
    public String said() {
        return lockedGet(sent::getLast);
    }

    /// The session description of the last answer to an INVITE of its own.
    public String answeredSdp() {
        return SipText.bodyOf(answer);
    }

    public PhoneSound sound() {
        return sound;
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String address() {
        return socket.getLocalAddress().getHostAddress();
    }

    public String callId() {
        return callId;
    }

    @Override
    public void close() {
        sound.close();
        socket.close();
    }

    // ---- how it speaks -----------------------------------------------------------------------------------------

    /// A request in the words of this phone, ready for a test to spoil.
    public String request(String method, String target, String branch, int cseq, String more, String body) {
        var type = body.isEmpty() || more.contains("Content-Type") ? "" : "Content-Type: application/sdp\r\n";
        return method + " " + target + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + address() + ":" + port() + ";branch=" + branch + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: \"A Caller\" <sip:" + user + "@" + address() + ">;tag=" + fromTag + "\r\n"
                + toHeader + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " " + method + "\r\n"
                + "Contact: <sip:" + user + "@" + address() + ":" + port() + ">\r\n"
                + more + type
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /// The description it offers.
    public String sdp(String direction) {
        var formats = new StringBuilder();
        var maps = new StringBuilder();
        for (var codec : codecs) {
            var number = PhoneSound.payloadType(codec);
            formats.append(' ').append(number);
            maps.append("a=rtpmap:").append(number).append(' ').append(codec).append("/8000\r\n");
        }
        return "v=0\r\no=phone 7 " + ++sdpVersion + " IN IP4 " + address() + "\r\ns=call\r\nc=IN IP4 " + address()
                + "\r\nt=0 0\r\nm=audio " + network.map(BadNetwork::port).orElse(sound.port()) + " RTP/AVP" + formats
                + (keyed ? " 101" : "") + "\r\n" + maps
                + (keyed ? "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n" : "") + "a=ptime:20\r\na="
                + direction + "\r\n";
    }

    /// The first line that begins with this header's name.
    public static String line(String message, String name) {
        return SipText.line(message, name);
    }

    public static String bodyOf(String message) {
        return SipText.bodyOf(message);
    }

    public static String branch() {
        return "z9hG4bK" + UUID.randomUUID();
    }

    private void begins(String numberOrUri) {
        uri = numberOrUri.contains(":")
                ? numberOrUri
                : "sip:" + numberOrUri + "@" + server.getAddress().getHostAddress() + ":" + server.getPort();
        remoteTarget = uri;
        callId = UUID.randomUUID() + "@" + address();
        fromTag = UUID.randomUUID().toString().substring(0, 8);
        toHeader = "To: <" + uri + ">";
        sequence = 0;
        confirmation = "";
        answer = "";
    }

    private String sequenceMethod() {
        var last = lockedGet(() -> sent.stream()
                .filter(message -> !message.startsWith("ACK ") && !message.startsWith("SIP/2.0"))
                .toList()
                .getLast());
        return last.startsWith("CANCEL ") ? "INVITE" : last.substring(0, last.indexOf(' '));
    }

    private void transmit(String message) {
        var kind = message.isBlank() ? "" : message.split(" ", 2)[0];
        var left = forgotten.merge(kind, -1, Integer::sum);
        if (left >= 0) {
            return;
        }
        forgotten.remove(kind);
        var bytes = message.getBytes(ISO_8859_1);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- how it listens ----------------------------------------------------------------------------------------

    private void listen() {
        var buffer = new byte[65_535];
        while (!socket.isClosed()) {
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException closed) {
                return;
            }
            take(new String(buffer, 0, packet.getLength(), ISO_8859_1));
        }
    }

    private void take(String message) {
        if (message.startsWith("SIP/2.0 ")) {
            learnFrom(message);
        } else if (answersByes || !message.startsWith("BYE ")) {
            var reply = SipText.reply(message);
            var status = refused.getOrDefault(message.split(" ", 2)[0], "200 OK");
            transmit(reply.replaceFirst("200 OK", status));
        }
        received.takes(message);
    }

    private void learnFrom(String response) {
        var status = Integer.parseInt(response.substring(8, 11));
        if (!SipText.cseqOf(response).equals(sequence + " INVITE")
                || !SipText.callIdOf(response).equals(callId)
                || status < 180) {
            return;
        }
        if (status >= 300) {
            var ack = request("ACK", uri, SipText.branchOf(invite), sequence, "", "");
            transmit(ack.replaceFirst("To: [^\r]*", SipText.line(response, "To")));
            return;
        }
        if (status == 200 && lockedGet(() -> SipText.cseqOf(confirmation)).equals(sequence + " ACK")) {
            transmit(lockedGet(() -> confirmation));
        }
        locked(() -> {
            toHeader = SipText.line(response, "To");
            var contact = SipText.line(response, "Contact");
            remoteTarget = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
            answer = status == 200 ? response : answer;
        });
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T lockedGet(java.util.function.Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
