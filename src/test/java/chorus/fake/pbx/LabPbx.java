package chorus.fake.pbx;

import chorus.agent.builtin.Speech;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A small PBX on UDP with two doors, as real ones have: one for those who register with a password, one for peers that
/// it knows by their address.
///
/// The registrar's door is `port`, the peers' door `port + 1` (any free ports when `port` is 0). Behind both live the
/// extensions of [Extension].
public final class LabPbx implements AutoCloseable {
    private static final int RING_MILLIS = 1_000;
    private static final String GREETING = "Hello. This is a telephone of the lab P B X. I repeat what you say.";

    private final Wire accounts;
    private final Wire peers;
    private final Registrar registrar;
    private final Consumer<String> tell;
    private final Speech speech = Speech.loading();
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final List<Call> handedOver = new CopyOnWriteArrayList<>();
    private volatile @Nullable Call latest;

    /// @param tell hears, in sentences, what happens
    public LabPbx(InetAddress address, int port, String user, String password, Consumer<String> tell) {
        this.accounts = new Wire(new InetSocketAddress(address, port));
        this.peers = new Wire(new InetSocketAddress(address, port == 0 ? 0 : port + 1));
        this.registrar = new Registrar(new Digest("lab"), user, password, tell);
        this.tell = tell;
        accounts.listen((message, from) -> take(accounts, message, from));
        peers.listen((message, from) -> take(peers, message, from));
    }

    /// The port of the registrar.
    public int registrarPort() {
        return accounts.port();
    }

    /// The port for peers that are known by their address.
    public int peerPort() {
        return peers.port();
    }

    public boolean isRegistered() {
        return registrar.binding().isPresent();
    }

    /// Calls a number through the registration; says why when it cannot.
    public Optional<String> callRegistered(String number) {
        var binding = registrar.binding();
        binding.ifPresent(kept -> call(accounts, kept.source(), kept.contact(), number));
        return binding.isPresent() ? Optional.empty() : Optional.of("Nobody is registered.");
    }

    /// Calls a number at a server that knows the PBX by its address.
    public void callPeer(InetSocketAddress server, String number) {
        call(peers, server, "sip:" + number + "@" + Wire.name(server), number);
    }

    /// Says a text in the call of the moment.
    public void say(String text) {
        current().ifPresent(call -> call.voice().say(speech.pcmu(text)));
    }

    public void press(String keys) {
        current().ifPresent(call -> call.voice().press(keys));
    }

    /// Presses keys at the phones that were connected with somebody else in a call's place.
    public void pressHandedOver(String keys) {
        handedOver.forEach(call -> call.voice().press(keys));
    }

    public void hold(boolean yes) {
        current().ifPresent(call -> call.hold(yes));
    }

    public void hangUp() {
        current().ifPresent(Call::hangUp);
    }

    /// Whether a call is answered and not over.
    public boolean isTalking() {
        return current().filter(Call::isAnswered).isPresent();
    }

    /// µ-law of all that the latest call heard.
    public byte[] heard() {
        var call = latest;
        return call == null ? new byte[0] : call.voice().heard();
    }

    @Override
    public void close() {
        calls.values().forEach(Call::close);
        handedOver.forEach(call -> call.voice().close());
        accounts.close();
        peers.close();
        speech.close();
    }

    private Optional<Call> current() {
        return Optional.ofNullable(latest).filter(call -> !call.over().isDone());
    }

    private void call(Wire wire, InetSocketAddress to, String uri, String number) {
        var id = UUID.randomUUID().toString();
        var call = keep(id, new Call(wire, id, to, tell, this::takeOver));
        call.call(uri, number, Extension.PERSON.number);
    }

    /// The newcomer's phone speaks with whoever had the call that is named, and that call ends (RFC 3891).
    private String takeOver(Call newcomer, Replaces wanted) {
        var replaced = Optional.ofNullable(calls.get(wanted.callId())).filter(call -> call.isMeantBy(wanted));
        if (replaced.isEmpty()) {
            return "SIP/2.0 481 Call/Transaction Does Not Exist";
        }
        handedOver.addAll(List.of(newcomer, replaced.get()));
        replaced.get().givesWayTo(newcomer);
        return "SIP/2.0 200 OK";
    }

    private Call keep(String id, Call call) {
        calls.put(id, call);
        latest = call;
        var _ = call.over().thenRun(() -> calls.remove(id));
        return call;
    }

    private void take(Wire wire, Message message, InetSocketAddress from) {
        var known = calls.get(message.callId());
        if (known != null) {
            known.take(message, from);
        } else if (!message.isResponse()) {
            takeNew(wire, message, from);
        }
    }

    private void takeNew(Wire wire, Message request, InetSocketAddress from) {
        switch (request.method()) {
            case "REGISTER" -> {
                if (wire == accounts) {
                    wire.send(registrar.answer(request, from), from);
                } else {
                    wire.send(Reply.to(request, 403, "Forbidden - register at the other port", List.of()), from);
                }
            }
            case "OPTIONS" -> wire.send(Reply.to(request, 200, "OK", List.of()), from);
            case "INVITE" -> invited(wire, request, from);
            case "ACK" -> {}
            default -> wire.send(Reply.to(request, 481, "Call/Transaction Does Not Exist", List.of()), from);
        }
    }

    private void invited(Wire wire, Message invite, InetSocketAddress from) {
        if (wire == accounts && !registrar.knows(invite, "Proxy-Authorization")) {
            var asked = List.of("Proxy-Authenticate: " + registrar.challenge());
            wire.send(Reply.to(invite, 407, "Proxy Authentication Required", asked), from);
            return;
        }
        var extension = Extension.dialled(invite.dialled());
        tell.accept("is called: " + invite.dialled() + ", by " + Message.user(invite.value("From")));
        if (extension.isEmpty()) {
            wire.send(Reply.to(invite, 404, "Not Found - dial one of the extensions listed", List.of()), from);
        } else if (!invite.body().isEmpty() && !invite.speaksPcmu()) {
            wire.send(Reply.to(invite, 488, "Not Acceptable Here - PCMU only", List.of()), from);
        } else {
            behave(extension.get(), wire, invite, from);
        }
    }

    private void behave(Extension extension, Wire wire, Message invite, InetSocketAddress from) {
        switch (extension) {
            case BUSY -> wire.send(Reply.to(invite, 486, "Busy Here", List.of()), from);
            case DECLINING -> wire.send(Reply.to(invite, 603, "Decline", List.of()), from);
            case PERSON -> {
                var call = ring(wire, invite, from);
                call.voice().say(speech.pcmu(GREETING));
                call.answerAfter(invite, RING_MILLIS);
            }
            case ECHO -> ring(wire, invite, from).answerAfter(invite, 0);
            case ABSENT -> ring(wire, invite, from);
        }
    }

    /// A telephone that rings, and will repeat what it hears.
    private Call ring(Wire wire, Message invite, InetSocketAddress from) {
        var call = keep(invite.callId(), new Call(wire, invite.callId(), from, tell, this::takeOver));
        call.voice().repeat(true);
        call.ring(invite);
        return call;
    }
}
