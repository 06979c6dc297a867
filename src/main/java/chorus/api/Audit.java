package chorus.api;

import chorus.phonebook.ApiKey;
import chorus.phonebook.AuditLog;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what was changed through the API, by whom. Which fields were sent is noted, what was in them never.
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final Duration KEPT = Duration.ofDays(365);
    private static final Duration TIDY = Duration.ofHours(1);
    private static final int LONGEST_FIELDS = 500;

    private final AuditLog log;
    private final Clock clock;
    private volatile Instant tidied = Instant.EPOCH;

    Audit(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /// Notes what became of a request, if it changed anything.
    void note(Operation operation, Request request, Answer answer) {
        if (operation.audited() && answer.status() < 400) {
            var fields = String.join(", ", new TreeSet<>(request.body().keySet()));
            var cut = fields.substring(0, Math.min(fields.length(), LONGEST_FIELDS));
            note(
                    request.caller(),
                    operation.id(),
                    object(request, answer),
                    cut,
                    answer.status(),
                    from(request.incoming()));
        }
    }

    /// What was changed stays changed, also when this cannot be written.
    void note(ApiKey key, String action, Optional<String> object, String fields, int status, String from) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var entry = new AuditLog.Entry(
                UUID.randomUUID(),
                key.organizationId(),
                key.id(),
                key.name(),
                action,
                object,
                fields,
                status,
                from,
                now);
        try {
            log.add(entry);
            tidy(now);
        } catch (RuntimeException e) {
            LOG.error("{} of {} by key {} was not written into the audit log", action, object.orElse("-"), key.id(), e);
        }
    }

    private void tidy(Instant now) {
        if (now.isAfter(tidied.plus(TIDY))) {
            tidied = now;
            log.forget(now.minus(KEPT));
        }
    }

    private static Optional<String> object(Request request, Answer answer) {
        return request.text("id")
                .or(() -> answer.body()
                        .map(body -> Document.map(body.get("data")).get("id"))
                        .map(Object::toString));
    }

    /// Where a request came from; a proxy on this machine says for whom it asks.
    static String from(Incoming incoming) {
        var passedOn = incoming.headers().getOrDefault("x-forwarded-for", "");
        var last = passedOn.substring(passedOn.lastIndexOf(',') + 1).strip();
        return isLoopback(incoming.address()) && isAddress(last) ? last : incoming.address();
    }

    private static boolean isLoopback(String address) {
        return isAddress(address) && InetAddress.ofLiteral(address).isLoopbackAddress();
    }

    private static boolean isAddress(String text) {
        try {
            return !InetAddress.ofLiteral(text).isAnyLocalAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
