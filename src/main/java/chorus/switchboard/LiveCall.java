package chorus.switchboard;

import chorus.call.Call;
import chorus.call.EndReason;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A call that runs here: its place among the others, and the wish that it ends.
final class LiveCall implements AutoCloseable {
    private final Call call;
    private final Consumer<LiveCall> release;
    private final CompletableFuture<EndReason> wish = new CompletableFuture<>();

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

    /// Gives the place back.
    @Override
    public void close() {
        release.accept(this);
    }
}
