package chorus.switchboard;

import chorus.call.Call;
import chorus.call.CallLog;
import chorus.call.CallRecord;
import chorus.call.CallState;
import chorus.call.DecisionTrace;
import chorus.call.Ending;
import chorus.call.Utterance;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One call's place in the log, from its first line to its last. Owned by the call's thread.
final class LogEntry {
    private final CallLog log;
    private final Clock clock;
    private Call call;
    private final DecisionTrace trace;
    private Optional<Instant> answeredAt = Optional.empty();
    private List<Utterance> transcript = List.of();

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
        log.opened(call, CallState.RINGING, trace.steps());
    }

    void answered() {
        var at = clock.instant();
        answeredAt = Optional.of(at);
        log.answered(call.id(), at, trace.steps());
    }

    void said(List<Utterance> utterances) {
        transcript = utterances;
    }

    /// Writes the last line.
    ///
    /// @return the record as it now stands
    CallRecord ended(Ending ending) {
        trace.noted(
                "ended: " + ending.code(),
                ending.sentence() + " Blame: " + ending.blame().code() + ".");
        var at = clock.instant();
        log.ended(call, ending, at, trace.steps(), transcript);
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
                1);
    }
}
