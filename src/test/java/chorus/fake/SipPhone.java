package chorus.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

    private final PhoneWire wire;
    private final PhoneSound sound;
    private final PhoneDialog dialog;
    private final PhoneOffer offer = new PhoneOffer();
    private final SipMailbox received = new SipMailbox();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private Optional<BadNetwork> network = Optional.empty();
    private boolean offers = true;
    private boolean answersByes = true;

    public SipPhone(InetSocketAddress server) {
        this("127.0.0.1", server);
    }

    /// A phone at another address of this machine, such as `127.0.0.7`.
    public SipPhone(String address, InetSocketAddress server) {
        try {
            this.wire = new PhoneWire(address, server);
            this.sound = new PhoneSound(wire.address());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.dialog = new PhoneDialog(address, wire.port(), server);
        wire.listen(this::take);
    }

    // ---- set-up ------------------------------------------------------------------------------------------------

    /// The codecs it offers, best first.
    public SipPhone speaks(String... names) {
        offer.speaks(List.of(names));
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
        between.leadsTo(new InetSocketAddress(wire.address(), sound.port()));
        return this;
    }

    /// Refuses requests of this method, such as with `415 Unsupported Media Type`.
    public SipPhone refuses(String method, String status) {
        refused.put(method, status);
        return this;
    }

    /// Knows no telephone events.
    public SipPhone withoutTelephoneEvents() {
        offer.withoutKeys();
        return this;
    }

    public SipPhone named(String newUser) {
        dialog.named(newUser);
        return this;
    }

    /// The network loses the next `times` messages of this kind on their way out: `ACK`, `BYE`, `SIP/2.0`.
    public SipPhone loses(String kind, int times) {
        wire.loses(kind, times);
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
        dialog.begins(numberOrUri);
        var more = header.isEmpty() ? "" : header + "\r\n";
        return sends(dialog.next("INVITE", more, offers ? sdp("sendrecv") : ""));
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
        var theirs = dialog.answer();
        var there = SipText.mediaAddress(theirs);
        var way = network.map(between -> there.map(between::leadsOnTo)).orElse(there);
        sound.sendsTo(way, SipText.firstFormat(theirs));
        return sends(dialog.confirm(offers ? "" : sdp("sendrecv")));
    }

    /// Takes its unanswered call back.
    public SipPhone cancels() {
        return sends(dialog.cancel());
    }

    /// Says BYE and waits for the answer.
    public SipPhone hangsUp() {
        saysBye();
        waitsFor("BYE", 200);
        return this;
    }

    public SipPhone saysBye() {
        return sends(dialog.next("BYE", "", ""));
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
        return sends(dialog.next("INVITE", "", sdp));
    }

    /// Sends any request inside the call.
    public SipPhone sendsInside(String method, String contentType, String body) {
        var type = contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n";
        return sends(dialog.next(method, type, body));
    }

    /// Sends a request that stands alone, such as OPTIONS.
    public SipPhone asks(String method, String moreHeaders) {
        dialog.begins("chorus");
        return sends(dialog.next(method, moreHeaders, ""));
    }

    /// Sends its last message again.
    public SipPhone repeats() {
        wire.repeats();
        return this;
    }

    public SipPhone presses(String keys) {
        sound.presses(keys);
        return this;
    }

    /// Sends any bytes, however broken.
    public SipPhone sends(String message) {
        wire.says(message);
        return this;
    }

    // ---- what it waits for -------------------------------------------------------------------------------------

    /// Waits for a response to its current call with this status.
    public String waitsFor(int status) {
        return waitsFor(wire.lastMethod(), status);
    }

    /// Waits for a response with this status to a request of this method.
    public String waitsFor(String method, int status) {
        return waitsFor(
                status + " to " + method,
                message -> message.startsWith("SIP/2.0 " + status + " ")
                        && SipText.cseqOf(message).endsWith(" " + method)
                        && SipText.callIdOf(message).equals(callId()));
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
                        message.startsWith("BYE ") && SipText.callIdOf(message).equals(callId()));
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
        return wire.lastSaid();
    }

    /// The session description of the last answer to an INVITE of its own.
    public String answeredSdp() {
        return SipText.bodyOf(dialog.answer());
    }

    public PhoneSound sound() {
        return sound;
    }

    public int port() {
        return wire.port();
    }

    public String address() {
        return wire.address().getHostAddress();
    }

    public String callId() {
        return dialog.callId();
    }

    @Override
    public void close() {
        sound.close();
        wire.close();
    }

    // ---- how it speaks -----------------------------------------------------------------------------------------

    /// A request in the words of this phone, ready for a test to spoil.
    public String request(String method, String target, String branch, int cseq, String more, String body) {
        return dialog.request(method, target, branch, cseq, more, body);
    }

    /// The description it offers.
    public String sdp(String direction) {
        return offer.next(wire.address(), network.map(BadNetwork::port).orElse(sound.port()), direction);
    }

    /// The first line that begins with this header's name.
    public static String line(String message, String name) {
        return SipText.line(message, name);
    }

    public static String bodyOf(String message) {
        return SipText.bodyOf(message);
    }

    public static String branch() {
        return PhoneDialog.branch();
    }

    private void take(String message) {
        if (message.startsWith("SIP/2.0 ")) {
            dialog.learns(message).ifPresent(wire::sends);
        } else if (answersByes || !message.startsWith("BYE ")) {
            var reply = SipText.reply(message);
            var status = refused.getOrDefault(message.split(" ", 2)[0], "200 OK");
            wire.sends(reply.replaceFirst("200 OK", status));
        }
        received.takes(message);
    }
}
