package chorus.fake.pbx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// One call of the PBX, either way: its dialog and its voice.
final class Call implements AutoCloseable {
    private static final int LAST_REPEAT = 8;

    private final Wire wire;
    private final Consumer<String> tell;
    private final BiFunction<Call, Replaces, String> takeOver;
    private final Voice voice;
    private final String callId;
    private final String ownTag = UUID.randomUUID().toString().substring(0, 8);
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private InetSocketAddress peer;
    private String self = "";
    private String other = "";
    private String target = "";
    private String invite = "";
    private String lastAnswer = "";
    private int sequence = 1;
    private int version;
    private boolean answered;
    private boolean confirmed;
    private boolean handedOver;

    /// @param takeOver puts a call in the place of another one, and says what came of it
    Call(
            Wire wire,
            String callId,
            InetSocketAddress peer,
            Consumer<String> tell,
            BiFunction<Call, Replaces, String> takeOver) {
        this.takeOver = takeOver;
        this.wire = wire;
        this.callId = callId;
        this.peer = peer;
        this.tell = tell;
        try {
            this.voice = new Voice(wire.address(), key -> tell.accept("heard the key " + key), tell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Voice voice() {
        return voice;
    }

    /// Completed when the call is over.
    CompletableFuture<Void> over() {
        return over;
    }

    boolean isAnswered() {
        return answered;
    }

    // ---- being called ------------------------------------------------------------------------------------------

    synchronized void ring(Message request) {
        self = request.line("To").substring(4) + ";tag=" + ownTag;
        other = request.line("From").substring(6);
        target = request.contact();
        invite = request.line("Via");
        respond(request, 180, "Ringing", "");
    }

    void answerAfter(Message request, int milliseconds) {
        CompletableFuture.delayedExecutor(milliseconds, TimeUnit.MILLISECONDS).execute(() -> answer(request));
    }

    private synchronized void answer(Message request) {
        if (over.isDone()) {
            return;
        }
        answered = true;
        respond(request, 200, "OK", sdp(request.body().isEmpty() ? "sendrecv" : request.answeringDirection()));
        request.media().ifPresent(voice::sendTo);
        repeatAnswer(1);
    }

    /// A 2xx goes out again until its ACK comes (RFC 3261 §13.3.1.4).
    private void repeatAnswer(int times) {
        CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(() -> {
            synchronized (this) {
                if (!confirmed && !over.isDone() && times < LAST_REPEAT) {
                    wire.send(lastAnswer, peer);
                    repeatAnswer(times + 1);
                }
            }
        });
    }

    private void respond(Message request, int status, String phrase, String body) {
        var contact = List.of("Contact: <sip:lab@" + here() + ">");
        lastAnswer = Reply.to(request, status, phrase, ownTag, contact, body);
        wire.send(lastAnswer, peer);
    }

    // ---- calling -----------------------------------------------------------------------------------------------

    /// @param uri  the Request-URI
    /// @param to   who is meant, for To
    /// @param from the extension that calls
    synchronized void call(String uri, String to, String from) {
        target = uri;
        self = "\"Lab PBX\" <sip:" + from + "@" + here() + ">;tag=" + ownTag;
        other = "<sip:" + to + "@" + Wire.name(peer) + ">";
        var request = request("INVITE", sequence, sdp("sendrecv"));
        invite = Message.read(request).line("Via");
        wire.send(request, peer);
    }

    synchronized void hangUp() {
        if (over.isDone()) {
            return;
        }
        if (answered) {
            wire.send(request("BYE", ++sequence, ""), peer);
        } else {
            wire.send(request("CANCEL", sequence, "").replaceFirst("Via: [^\r]*", invite), peer);
        }
        end("hung up");
    }

    synchronized void hold(boolean yes) {
        voice.hold(yes);
        var offer = request("INVITE", ++sequence, sdp(yes ? "sendonly" : "sendrecv"));
        invite = Message.read(offer).line("Via");
        wire.send(offer, peer);
    }

    // ---- what comes --------------------------------------------------------------------------------------------

    synchronized void take(Message message, InetSocketAddress from) {
        peer = from;
        if (message.isResponse()) {
            takeResponse(message);
        } else {
            takeRequest(message);
        }
    }

    private void takeRequest(Message request) {
        switch (request.method()) {
            case "ACK" -> {
                confirmed = true;
                request.media().ifPresent(voice::sendTo);
            }
            case "BYE" -> {
                wire.send(Reply.to(request, 200, "OK", List.of()), peer);
                end("the other side hung up");
            }
            case "CANCEL" -> {
                wire.send(Reply.to(request, 200, "OK", ownTag, List.of(), ""), peer);
                var taken = request.line("CSeq").replace("CANCEL", "INVITE");
                wire.send(
                        Reply.to(request, 487, "Request Terminated", ownTag, List.of(), "")
                                .replaceFirst("CSeq: [^\r]*", taken),
                        peer);
                end("the other side gave up");
            }
            case "INVITE", "UPDATE" -> reoffered(request);
            case "REFER" -> refer(request);
            case "INFO" -> {
                tell.accept("heard an INFO: " + request.body().strip().replace("\r\n", ", "));
                wire.send(Reply.to(request, 200, "OK", List.of()), peer);
            }
            default -> wire.send(Reply.to(request, 200, "OK", List.of()), peer);
        }
    }

    private void reoffered(Message request) {
        if (!request.line("Via").equals(invite) || answered) {
            var body = request.body().isEmpty() && request.method().equals("UPDATE")
                    ? ""
                    : sdp(request.body().isEmpty() ? "sendrecv" : request.answeringDirection());
            request.media().ifPresent(voice::sendTo);
            respond(request, 200, "OK", body);
        } else {
            wire.send(lastAnswer, peer);
        }
    }

    /// Tells what became of a transfer: the extension it names answers as it would answer a call (RFC 3515).
    private void refer(Message request) {
        var to = Message.user(request.value("Refer-To"));
        wire.send(Reply.to(request, 202, "Accepted", List.of()), peer);
        notify("SIP/2.0 100 Trying", "active;expires=60");
        var outcome = Replaces.of(request.value("Refer-To"))
                .map(wanted -> takeOver.apply(this, wanted))
                .or(() -> Extension.dialled(to).map(Extension::referred))
                .orElse("SIP/2.0 404 Not Found");
        tell.accept("is asked to transfer the call to " + to + ": " + outcome.substring(8));
        notify(outcome, "terminated;reason=noresource");
    }

    synchronized boolean isMeantBy(Replaces wanted) {
        return answered && wanted.toTag().equals(ownTag) && other.endsWith(";tag=" + wanted.fromTag());
    }

    /// Whoever had this call speaks with the newcomer's phone from now on, and hangs up.
    synchronized void givesWayTo(Call newcomer) {
        handedOver = true;
        newcomer.handedOver = true;
        voice.talksOnlyTo(newcomer.voice);
        newcomer.voice.talksOnlyTo(voice);
        hangUp();
    }

    private void notify(String sipfrag, String state) {
        var body = sipfrag + "\r\n";
        wire.send(
                request("NOTIFY", ++sequence, body)
                        .replace(
                                "Content-Type: application/sdp",
                                "Event: refer\r\nSubscription-State: " + state
                                        + "\r\nContent-Type: message/sipfrag;version=2.0"),
                peer);
    }

    private void takeResponse(Message response) {
        if (!response.value("CSeq").endsWith("INVITE") || response.status() < 180) {
            return;
        }
        if (response.status() < 200) {
            tell.accept("it rings: " + response.start().substring(8));
        } else if (response.status() < 300) {
            connected(response);
        } else {
            other = response.line("To").substring(4);
            wire.send(request("ACK", sequence, "").replaceFirst("Via: [^\r]*", invite), peer);
            end("refused: " + response.start().substring(8)
                    + response.all("Warning").stream()
                            .findFirst()
                            .map(w -> " (" + w + ")")
                            .orElse(""));
        }
    }

    private void connected(Message response) {
        other = response.line("To").substring(4);
        target = response.contact();
        wire.send(request("ACK", sequence, ""), peer);
        response.media().ifPresent(voice::sendTo);
        if (!answered) {
            answered = true;
            tell.accept("answered");
        }
    }

    private void end(String how) {
        if (over.complete(null)) {
            tell.accept("call over: " + how + "; " + voice.packets() + " packets of sound came");
            if (!handedOver) {
                voice.close();
            }
        }
    }

    @Override
    public void close() {
        hangUp();
        voice.close();
    }

    // ---- writing -----------------------------------------------------------------------------------------------

    private String here() {
        return wire.address().getHostAddress() + ":" + wire.port();
    }

    private String request(String method, int cseq, String body) {
        return method + " " + target + " SIP/2.0\r\nVia: SIP/2.0/UDP " + here() + ";branch=z9hG4bK" + UUID.randomUUID()
                + ";rport\r\nMax-Forwards: 70\r\nFrom: " + self + "\r\nTo: " + other + "\r\nCall-ID: " + callId
                + "\r\nCSeq: " + cseq + " " + method + "\r\nContact: <sip:lab@" + here()
                + ">\r\nUser-Agent: Chorus lab PBX\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n") + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private String sdp(String direction) {
        return "v=0\r\no=lab 7 " + ++version + " IN IP4 " + wire.address().getHostAddress() + "\r\ns=lab\r\nc=IN IP4 "
                + wire.address().getHostAddress() + "\r\nt=0 0\r\nm=audio " + voice.port()
                + " RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n"
                + "a=fmtp:101 0-15\r\na=ptime:20\r\na=" + direction + "\r\n";
    }
}
