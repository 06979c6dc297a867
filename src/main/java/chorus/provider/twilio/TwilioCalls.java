package chorus.provider.twilio;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The calls that Twilio has for us, by their id there. Safe to use from any thread.
final class TwilioCalls {
    /// News of a call, and repeated announcements, may come after its end.
    private static final long REMEMBERED_SECONDS = 60;

    private final Map<String, TwilioCall> bySid = new ConcurrentHashMap<>();
    private final Map<String, TwilioIncomingCall> incoming = new ConcurrentHashMap<>();

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
        var _ = call.loop().schedule(() -> forget(call.sid()), REMEMBERED_SECONDS, TimeUnit.SECONDS);
    }

    private void forget(String sid) {
        bySid.remove(sid);
        incoming.remove(sid);
    }
}
