package chorus.provider.twilio;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The calls that Twilio has for us, by their id there. Safe to use from any thread.
final class TwilioCalls {
    /// News of a call, and repeated announcements, may come after its end.
    private static final long REMEMBERED_SECONDS = 60;

    private static final Pattern ORDERED =
            Pattern.compile(Pattern.quote(TwilioUrls.STATUS) + "/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private final Map<UUID, TwilioCall> ordered = new ConcurrentHashMap<>();
    private final Map<String, TwilioCall> bySid = new ConcurrentHashMap<>();
    private final Map<String, TwilioIncomingCall> incoming = new ConcurrentHashMap<>();
    private final Set<Thread> goodbyes = ConcurrentHashMap.newKeySet();

    /// It is being ordered, and has no id yet; its news name this key.
    void order(UUID key, TwilioCall call) {
        ordered.put(key, call);
    }

    /// @param path where news of a call came that was ordered: with its key behind [TwilioUrls#STATUS]
    Optional<TwilioCall> ordered(String path) {
        var key = ORDERED.matcher(path);
        return key.matches() ? Optional.ofNullable(ordered.get(UUID.fromString(key.group(1)))) : Optional.empty();
    }

    void enter(TwilioCall call) {
        bySid.put(call.sid(), call);
    }

    Optional<TwilioCall> find(String sid) {
        return Optional.ofNullable(bySid.get(sid));
    }

    Optional<TwilioIncomingCall> incoming(String sid) {
        return Optional.ofNullable(incoming.get(sid));
    }

    /// @return the call that was announced under this id before, if there is one; then `call` is not entered
    Optional<TwilioIncomingCall> announced(String sid, TwilioIncomingCall call) {
        return Optional.ofNullable(incoming.putIfAbsent(sid, call));
    }

    /// The call is over here, and is forgotten a little later.
    void over(TwilioCall call) {
        var _ = call.loop().schedule(() -> forget(call), REMEMBERED_SECONDS, TimeUnit.SECONDS);
    }

    /// Carries out an order that ends a call, beside whatever else happens.
    void goodbye(Runnable order) {
        goodbyes.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        goodbyes.add(Thread.ofVirtual().name("twilio-end").start(order));
    }

    /// Blocks until the orders that end calls were carried out, or `patience` is spent.
    void awaitGoodbyes(Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        try {
            for (var thread : goodbyes) {
                var _ = thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget(TwilioCall call) {
        bySid.remove(call.sid());
        incoming.remove(call.sid());
        ordered.values().remove(call);
    }
}
