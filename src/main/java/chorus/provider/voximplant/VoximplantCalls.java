package chorus.provider.voximplant;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The calls that Voximplant has for us, by their sessions. Safe to use from any thread.
final class VoximplantCalls {
    /// News of a call, and repeated announcements, may come after its end.
    private static final long REMEMBERED_SECONDS = 120;

    private final Map<Name, VoximplantCall> bySession = new ConcurrentHashMap<>();
    private final Map<Name, VoximplantIncomingCall> incoming = new ConcurrentHashMap<>();
    private final Map<String, VoximplantOutgoingCall> ordered = new ConcurrentHashMap<>();
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();
    private final Set<Thread> work = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();

    /// Nobody waits for anything any more.
    record Closed() {}

    /// A session, as the scenario of one installation may name it.
    record Name(UUID installation, String session) {}

    void enter(VoximplantCall call) {
        bySession.put(name(call), call);
        running.add(call.id());
    }

    /// Whether our side is not done with the call.
    boolean isRunning(UUID callId) {
        return running.contains(callId);
    }

    Optional<VoximplantCall> find(Name name) {
        return Optional.ofNullable(bySession.get(name));
    }

    /// @return the call that was announced in this session before, if there is one; then `call` is not entered
    Optional<VoximplantIncomingCall> announced(Name name, VoximplantIncomingCall call) {
        return Optional.ofNullable(incoming.putIfAbsent(name, call));
    }

    Optional<VoximplantIncomingCall> incoming(Name name) {
        return Optional.ofNullable(incoming.get(name));
    }

    /// A call that is ordered, until its session has asked for it with this token.
    void order(String token, VoximplantOutgoingCall call) {
        ordered.put(token, call);
    }

    /// @return the call that the token stands for, once
    Optional<VoximplantOutgoingCall> takeOrder(String token) {
        return Optional.ofNullable(ordered.remove(token));
    }

    /// The call is over here, and is forgotten a little later; what it cost may still become known.
    void over(VoximplantCall call) {
        running.remove(call.id());
        if (!call.loop().isShuttingDown()) {
            var _ = call.loop().schedule(() -> forget(call), REMEMBERED_SECONDS, TimeUnit.SECONDS);
        }
    }

    /// Done beside whatever else happens, and waited for at the end: a call that is offered, an order that ends one.
    void begin(String name, Runnable task) {
        work.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        work.add(Thread.ofVirtual().name(name).start(task));
    }

    /// Comes about when the server stops: whoever waits for a socket need not.
    CompletableFuture<Closed> closed() {
        return closed;
    }

    /// Lets nobody wait, and waits itself until all that was begun is done, or `patience` is spent.
    void close(Duration patience) {
        closed.complete(new Closed());
        var end = System.nanoTime() + patience.toNanos();
        try {
            for (var thread : work) {
                var _ = thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget(VoximplantCall call) {
        bySession.remove(name(call), call);
        incoming.remove(name(call));
    }

    private static Name name(VoximplantCall call) {
        return new Name(call.installation().id(), call.session());
    }
}
