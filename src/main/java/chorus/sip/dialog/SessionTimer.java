package chorus.sip.dialog;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a session has to be refreshed, and when it is dead (RFC 4028 §10). Pure: knows the time only as it is told.
final class SessionTimer {
    private static final long LATEST_GOODBYE = Duration.ofSeconds(32).toNanos();

    private @Nullable SessionTerms terms;
    private long agreedAt;
    private long refreshAt;
    private boolean refreshing;

    enum Task {
        REFRESH,
        /// The session was not refreshed in time: BYE.
        EXPIRE
    }

    /// @param at in nanoseconds of whatever clock tells `now`
    record Due(long at, Task task) {}

    /// A 2xx said how the session goes on; without terms it goes on for ever.
    void agreed(Optional<SessionTerms> newTerms, long now) {
        terms = newTerms.orElse(null);
        agreedAt = now;
        refreshAt = now + newTerms.map(each -> each.interval().toNanos() / 2).orElse(0L);
        refreshing = false;
    }

    Optional<SessionTerms> terms() {
        return Optional.ofNullable(terms);
    }

    /// A refresh is on its way.
    void asked() {
        refreshing = true;
    }

    /// It was refused, for now.
    void refused(Duration pause, long now) {
        refreshing = false;
        refreshAt = now + pause.toNanos();
    }

    /// What comes next.
    Optional<Due> next() {
        var agreed = terms;
        if (agreed == null) {
            return Optional.empty();
        }
        var interval = agreed.interval().toNanos();
        var expiry = agreedAt + interval - Math.min(LATEST_GOODBYE, interval / 3);
        return Optional.of(
                agreed.ours() && !refreshing && refreshAt - expiry < 0
                        ? new Due(refreshAt, Task.REFRESH)
                        : new Due(expiry, Task.EXPIRE));
    }
}
