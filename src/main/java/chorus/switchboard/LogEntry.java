package chorus.switchboard;

import chorus.call.Call;
import chorus.call.CallLog;
import chorus.call.CallRecord;
import chorus.call.CallState;
import chorus.call.DecisionTrace;
import chorus.call.EndedCall;
import chorus.call.Ending;
import chorus.call.Utterance;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call's place in the log, from its first line to its last. Owned by the call's thread.
///
/// What happens on the way is written in order, but the call does not wait for it: the disk must not make a caller
/// wait. The last line waits for all before it and is written whole, so that nothing is lost.
final class LogEntry {
    private static final Logger LOG = LoggerFactory.getLogger(LogEntry.class);

    private final CallLog log;
    private final Clock clock;
    private Call call;
    private final DecisionTrace trace;
    private Optional<Instant> answeredAt = Optional.empty();
    private List<Utterance> transcript = List.of();
    private CompletableFuture<@Nullable Void> written = CompletableFuture.completedFuture(null);

    LogEntry(CallLog log, Clock clock, Call call, DecisionTrace trace) {
        this.log = log;
        this.clock = clock;
        this.call = call;
        this.trace = trace;
    }

    Call call() {
        return call;
    }

    DecisionTrace trace() {
        return trace;
    }

    void answeredBy(UUID agentId) {
        call = call.withAgent(agentId);
    }

    void ringing() {
        var now = call;
        var steps = trace.steps();
        write(() -> log.opened(now, CallState.RINGING, steps));
    }

    void answered() {
        var at = clock.instant();
        answeredAt = Optional.of(at);
        var steps = trace.steps();
        write(() -> log.answered(call.id(), at, steps));
    }

    void said(List<Utterance> utterances) {
        transcript = utterances;
    }

    /// Writes the last line.
    ///
    /// @return the record as it now stands
    CallRecord ended(Ending ending) {
        trace.concluded(
                "ended: " + ending.code(),
                ending.sentence() + " Blame: " + ending.blame().code() + ".");
        var at = clock.instant();
        written.join();
        log.ended(new EndedCall(call, ending, answeredAt, at, trace.steps(), transcript));
        return new CallRecord(
                call,
                ending.state(),
                answeredAt,
                Optional.of(at),
                Optional.of(ending.code()),
                Optional.of(ending.sentence()),
                Optional.of(ending.blame().code()),
                transcript,
                trace.steps(),
                1,
                chorus.call.CallFacts.NONE);
    }

    private void write(Runnable line) {
        written = written.thenRunAsync(line, Thread::startVirtualThread).exceptionally(e -> {
            LOG.warn("a line of call {} was not written; its end will be", call.id(), e);
            return null;
        });
    }
}
