package chorus.switchboard;

import chorus.call.Call;
import chorus.call.EndReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A call that waits or runs here: its place among the others, what it has cost so far, and the wish that it ends.
final class LiveCall implements AutoCloseable {
    private final Call call;
    private final Consumer<LiveCall> release;
    private final CompletableFuture<EndReason> wish = new CompletableFuture<>();
    private final Taps taps = new Taps();
    private volatile Optional<InCall> inCall = Optional.empty();
    private volatile Optional<Meter> meter = Optional.empty();

    LiveCall(Call call, Consumer<LiveCall> release) {
        this.call = call;
        this.release = release;
    }

    Call call() {
        return call;
    }

    /// Asks the call to end; the first reason stands.
    void end(EndReason reason) {
        wish.complete(reason);
    }

    /// Why somebody wants the call to end, if anybody does.
    Optional<EndReason> wished() {
        return Optional.ofNullable(wish.getNow(null));
    }

    /// Calls `then` once somebody wants the call to end, or at once if somebody did already.
    void whenWished(Consumer<EndReason> then) {
        var _ = wish.thenAccept(then);
    }

    /// Two sides talk from now on, or no more.
    void talks(Optional<InCall> how) {
        inCall = how;
    }

    /// Who listens.
    Taps taps() {
        return taps;
    }

    Optional<InCall> inCall() {
        return inCall;
    }

    /// From now on the call costs money.
    void meter(Tariff tariff, Instant answered) {
        meter = Optional.of(new Meter(tariff, answered));
    }

    /// What the call has cost until now.
    BigDecimal cost(Instant now) {
        return meter.map(running -> running.tariff().accrued(Duration.between(running.since(), now)))
                .orElse(BigDecimal.ZERO);
    }

    /// What the call costs a minute, while it costs anything.
    BigDecimal perMinute() {
        return meter.map(running -> running.tariff().perMinute()).orElse(BigDecimal.ZERO);
    }

    /// Gives the place back.
    @Override
    public void close() {
        release.accept(this);
    }

    private record Meter(Tariff tariff, Instant since) {}
}
