package chorus.switchboard;

import chorus.call.Call;
import chorus.call.CallFacts;
import chorus.call.CallLog;
import chorus.call.CallRecord;
import chorus.call.CallState;
import chorus.call.DecisionTrace;
import chorus.call.EndedCall;
import chorus.call.Ending;
import chorus.call.Moment.Kind;
import chorus.call.NetworkAnswer;
import chorus.call.Quality;
import chorus.call.Transfer;
import chorus.call.Utterance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call's place in the log, from its first line to its last. Owned by the call's thread, but for [#rings] and
/// [#firstAudio].
///
/// What happens on the way is written in order, but the call does not wait for it: the disk must not make a caller
/// wait. The last line waits for all before it and is written whole, so that nothing is lost.
final class LogEntry {
    private static final Logger LOG = LoggerFactory.getLogger(LogEntry.class);

    private final CallLog log;
    private final Clock clock;
    private Call call;
    private final DecisionTrace trace;
    private final Timeline timeline;
    private Optional<Instant> answeredAt = Optional.empty();
    private volatile long answeredNanos;
    private volatile Optional<Duration> firstAudio = Optional.empty();
    private Optional<NetworkAnswer> networkAnswer = Optional.empty();
    private volatile Optional<Transfer> transfer = Optional.empty();
    private Optional<Quality> quality = Optional.empty();
    private Optional<Tariff> tariff = Optional.empty();
    private List<Utterance> transcript = List.of();
    private CompletableFuture<@Nullable Void> written = CompletableFuture.completedFuture(null);

    LogEntry(CallLog log, Clock clock, Call call, DecisionTrace trace) {
        this.log = log;
        this.clock = clock;
        this.call = call;
        this.trace = trace;
        this.timeline = new Timeline(trace.began(), clock);
    }

    Call call() {
        return call;
    }

    DecisionTrace trace() {
        return trace;
    }

    Timeline timeline() {
        return timeline;
    }

    void answeredBy(UUID agentId) {
        call = call.withAgent(agentId);
    }

    void ringing() {
        timeline.add(Kind.RINGING);
        var now = call;
        var steps = trace.steps();
        write(() -> log.opened(now, CallState.RINGING, steps));
    }

    /// Writes that the call waits to be placed, and does wait for the disk.
    ///
    /// @return the record as it now stands
    CallRecord queued() {
        log.opened(call, CallState.QUEUED, trace.steps());
        return new CallRecord(
                call,
                CallState.QUEUED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                trace.steps(),
                1,
                CallFacts.NONE);
    }

    /// The far side of a call that we placed rings. Safe from any thread.
    void rings() {
        trace.noted("ringing", "The far side rings.");
        timeline.add(Kind.RINGING);
        var now = call;
        var steps = trace.steps();
        write(() -> log.ringing(now, steps));
    }

    /// What the call costs from its answer on.
    void costs(Tariff price) {
        tariff = Optional.of(price);
    }

    /// The call costs nothing after all.
    void costsNothing() {
        tariff = Optional.empty();
    }

    /// The agent's first sound is on its way to the phone. Called on the media loop, once.
    void firstAudio() {
        firstAudio = Optional.of(Duration.ofNanos(System.nanoTime() - answeredNanos));
    }

    void networkAnswered(Optional<NetworkAnswer> answer) {
        networkAnswer = answer;
    }

    /// A transfer began, or ended. Safe from any thread.
    void transferred(Transfer now) {
        transfer = Optional.of(now);
        timeline.add(Kind.TRANSFER, now.type().code() + ", " + now.status().code());
        var handedOver = call;
        var steps = trace.steps();
        write(() -> log.transferred(handedOver, now, steps));
    }

    void answered(LiveCall live) {
        var at = clock.instant();
        answeredAt = Optional.of(at);
        answeredNanos = System.nanoTime();
        timeline.add(Kind.ANSWERED);
        tariff.ifPresent(price -> live.meter(price, at));
        var talking = call;
        var steps = trace.steps();
        write(() -> log.answered(talking, at, steps));
    }

    void sounded(Optional<Quality> counted) {
        quality = counted;
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
        timeline.add(Kind.ENDED);
        var at = clock.instant();
        var facts = facts(at);
        lastWritten().join();
        log.ended(new EndedCall(call, ending, answeredAt, at, trace.steps(), transcript, facts));
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
                facts);
    }

    private CallFacts facts(Instant end) {
        var charge =
                tariff.flatMap(price -> answeredAt.map(answer -> price.charge(call, Duration.between(answer, end))));
        return new CallFacts(
                networkAnswer,
                firstAudio,
                quality,
                charge,
                transfer,
                Optional.empty(),
                answeredAt.map(_ -> timeline.talk()));
    }

    private synchronized CompletableFuture<@Nullable Void> lastWritten() {
        return written;
    }

    private synchronized void write(Runnable line) {
        written = written.thenRunAsync(line, Thread::startVirtualThread).exceptionally(e -> {
            LOG.warn("a line of call {} was not written; its end will be", call.id(), e);
            return null;
        });
    }
}
