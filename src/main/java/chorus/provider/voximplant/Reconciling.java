package chorus.provider.voximplant;

import chorus.call.NetworkSession;
import chorus.phonebook.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the call history for what nobody told: how calls ended there, and what they cost. Many sessions go into one
/// question; what the history does not know for a day is given up.
final class Reconciling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciling.class);
    private static final Duration GIVEN_UP = Duration.ofDays(1);
    private static final int MOST_AT_ONCE = 1_000;

    private final VoximplantRest rest;
    private final Links links;
    private final VoximplantBooks books;
    private final SessionControl control;
    private final Clock clock;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param pause between two looks, and how long news may be late before anybody asks
    Reconciling(
            VoximplantRest rest,
            Links links,
            VoximplantBooks books,
            SessionControl control,
            Clock clock,
            Duration pause) {
        this.rest = rest;
        this.links = links;
        this.books = books;
        this.control = control;
        this.clock = clock;
        this.pause = pause;
    }

    /// Begins to look, after it has ended what a server that died may have left ringing.
    ///
    /// @param calls whose sessions need no asking while they run
    void start(VoximplantCalls calls) {
        var left = guarded(books.sessions()::all);
        Thread.ofVirtual().name("voximplant-history").start(() -> {
            left.forEach(one -> one.control().ifPresent(control::hangUp));
            while (!isClosedAfterPause()) {
                guarded(() -> {
                    look(calls);
                    return List.<NetworkSession>of();
                });
            }
        });
    }

    private void look(VoximplantCalls calls) {
        var late = books.sessions().all().stream()
                .filter(one -> !calls.isRunning(one.callId()))
                .filter(one -> Duration.between(one.began(), clock.instant()).compareTo(pause) > 0)
                .collect(Collectors.groupingBy(NetworkSession::through));
        late.forEach((through, sessions) -> links.find(through)
                .ifPresentOrElse(installation -> ask(installation, sessions), () -> sessions.forEach(this::forget)));
    }

    private void ask(Installation installation, Collection<NetworkSession> sessions) {
        sessions.stream().gather(Gatherers.windowFixed(MOST_AT_ONCE)).forEach(some -> {
            var told = history(installation, some);
            some.forEach(one -> settle(one, Optional.ofNullable(told.get(one.session()))));
        });
    }

    private Map<String, JsonNode> history(Installation installation, List<NetworkSession> sessions) {
        var first = sessions.stream()
                .map(NetworkSession::began)
                .min(Instant::compareTo)
                .orElseThrow();
        var request = VoximplantRequest.read("GetCallHistory")
                .with("from_date", Sessions.TIME.format(first.minus(Duration.ofMinutes(10))))
                .with("to_date", Sessions.TIME.format(clock.instant().plus(Duration.ofMinutes(10))))
                .with(
                        "call_session_history_id",
                        sessions.stream().map(NetworkSession::session).collect(Collectors.joining(";")))
                .with("with_calls", "true")
                .with("count", Integer.toString(MOST_AT_ONCE));
        return rest.ask(installation.access(), request) instanceof VoximplantAnswer.Done(var body)
                ? body.path("result")
                        .valueStream()
                        .collect(Collectors.toMap(
                                one -> one.path("call_session_history_id").asText(), one -> one, (one, _) -> one))
                : Map.of();
    }

    private void settle(NetworkSession session, Optional<JsonNode> told) {
        var finished = told.filter(one -> !one.path("finish_reason").asText("").isEmpty());
        finished.ifPresent(one -> books.costs().charged(session.callId(), cost(one)));
        if (finished.isPresent()
                || Duration.between(session.began(), clock.instant()).compareTo(GIVEN_UP) > 0) {
            forget(session);
        }
    }

    private static BigDecimal cost(JsonNode session) {
        return session.path("calls")
                .valueStream()
                .flatMap(call -> Cost.read(call.path("cost")).stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void forget(NetworkSession session) {
        books.sessions().forget(session.callId());
    }

    private boolean isClosedAfterPause() {
        try {
            return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private interface Work {
        List<NetworkSession> run();
    }

    private static List<NetworkSession> guarded(Work work) {
        try {
            return work.run();
        } catch (RuntimeException e) {
            LOG.warn("the call history of Voximplant could not be looked at", e);
            return List.of();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
