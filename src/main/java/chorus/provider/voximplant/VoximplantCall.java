package chorus.provider.voximplant;

import chorus.call.AnsweredBy;
import chorus.call.DecisionTrace;
import chorus.call.NetworkSession;
import chorus.phonebook.Installation;
import chorus.phonebook.PhoneNumber;
import chorus.secret.Secret;
import io.netty.channel.EventLoop;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call as Voximplant knows it: its session there, what was told of it, and the way to end it.
///
/// Safe to use from any thread.
final class VoximplantCall {
    private static final Logger LOG = LoggerFactory.getLogger(VoximplantCall.class);

    /// How long news of an end may be behind the end of the media socket.
    private static final Duration NEWS_PATIENCE = Duration.ofMillis(1_500);

    private final Exchange exchange;
    private final UUID id;
    private final PhoneNumber number;
    private final Installation installation;
    private final DecisionTrace trace;
    private final EventLoop loop;
    private final CompletableFuture<End> over = new CompletableFuture<>();
    private final CompletableFuture<AnsweredBy> answeredBy = new CompletableFuture<>();
    private volatile String session = "";
    private volatile String leg = "";
    private volatile Optional<Secret> control = Optional.empty();
    private volatile CompletableFuture<@Nullable Void> kept = CompletableFuture.completedFuture(null);
    private volatile Consumer<String> news = _ -> {};
    private volatile Runnable left = () -> {};
    private volatile Optional<Transfers> transfers = Optional.empty();

    /// How it ended there.
    ///
    /// @param failed nobody had answered
    /// @param code   as SIP numbers them; 0 for none
    record End(boolean failed, int code, String reason, long seconds, Optional<BigDecimal> cost) {
        String words() {
            return "Voximplant ended the call"
                    + (code == 0 ? "" : " with " + code)
                    + (reason.isEmpty() ? "" : " (" + reason + ")")
                    + (failed ? "" : " after " + seconds + " s")
                    + cost.map(amount -> ", and charged "
                                    + amount.stripTrailingZeros().toPlainString())
                            .orElse("");
        }
    }

    /// @param id our own id of the call
    VoximplantCall(
            Exchange exchange,
            UUID id,
            PhoneNumber number,
            Installation installation,
            DecisionTrace trace,
            EventLoop loop) {
        this.exchange = exchange;
        this.id = id;
        this.number = number;
        this.installation = installation;
        this.trace = trace;
        this.loop = loop;
    }

    /// Voximplant has a session for it; from now on its news are for us.
    ///
    /// @param address where the session is commanded
    void runsIn(String newSession, String address) {
        session = newSession;
        if (control.isEmpty()) {
            control = exchange.control().accepted(address);
        }
        exchange.calls().enter(this);
        kept = CompletableFuture.runAsync(this::keep, Thread::startVirtualThread)
                .exceptionally(VoximplantCall::unkept);
    }

    private void keep() {
        exchange.books().sessions().keep(new NetworkSession(id, session, installation.id(), control, trace.began()));
    }

    private static @Nullable Void unkept(Throwable cause) {
        LOG.warn("a call's session at Voximplant could not be written down", cause);
        return null;
    }

    void isLeg(String newLeg) {
        leg = newLeg;
    }

    UUID id() {
        return id;
    }

    String session() {
        return session;
    }

    /// Voximplant's id of the leg with the person.
    String leg() {
        return leg;
    }

    PhoneNumber number() {
        return number;
    }

    Installation installation() {
        return installation;
    }

    DecisionTrace trace() {
        return trace;
    }

    EventLoop loop() {
        return loop;
    }

    Exchange exchange() {
        return exchange;
    }

    /// How it ended, once that is known.
    CompletableFuture<End> over() {
        return over;
    }

    String lastWords() {
        return over.isDone() ? over.join().words() : "";
    }

    /// Who answered, once Voximplant has judged it.
    CompletableFuture<AnsweredBy> answeredBy() {
        return answeredBy;
    }

    Optional<Transfers> transfers() {
        return transfers;
    }

    void handsOverBy(Transfers newTransfers) {
        transfers = Optional.of(newTransfers);
    }

    /// @param newNews told the name of each event on the way
    void listen(Consumer<String> newNews) {
        news = newNews;
    }

    /// Its scenario tells something.
    void told(Callback callback) {
        var event = callback.text("event");
        switch (event) {
            case "ended", "failed" -> ended(event.equals("failed"), callback);
            case "machine" -> judged(callback.text("who"));
            case "transferred" -> transfers.ifPresent(each -> each.told("answered", 200));
            case "transfer_failed" ->
                transfers.ifPresent(
                        each -> each.told("failed", Math.toIntExact(Math.min(callback.number("code"), 999))));
            case "ringing", "answered" -> news.accept(event);
            default -> trace.noted("on the way", "Voximplant tells of an event that is not known here.");
        }
    }

    private void ended(boolean failed, Callback callback) {
        var end = new End(
                failed,
                Math.toIntExact(Math.min(callback.number("code"), 999)),
                shortened(callback.text("reason")),
                callback.number("seconds"),
                callback.cost());
        ended(end);
    }

    /// The session is over, as the scenario or the call history tells.
    void ended(End end) {
        if (over.complete(end)) {
            exchange.calls().begin("voximplant-cost", () -> settle(end));
            news.accept("ended");
        }
    }

    /// What is not written down now is asked of the call history later.
    private void settle(End end) {
        kept.join();
        try {
            end.cost().ifPresent(amount -> exchange.books().costs().charged(id, amount));
            exchange.books().sessions().forget(id);
        } catch (RuntimeException e) {
            LOG.warn("what a call at Voximplant has cost could not be written down", e);
        }
    }

    /// It was turned away: its scenario tells nothing more, and nothing is charged.
    void isRefused() {
        exchange.calls().begin("voximplant-forget", () -> {
            kept.join();
            exchange.books().sessions().forget(id);
        });
    }

    /// Others talk on without us: from now on nobody ends it from outside, not even after a crash.
    void isHandedOver() {
        control = Optional.empty();
        exchange.calls().begin("voximplant-keep", () -> {
            kept.join();
            if (!over.isDone()) {
                keep();
            }
        });
    }

    private void judged(String word) {
        var who = switch (word) {
            case "human" -> AnsweredBy.HUMAN;
            case "machine" -> AnsweredBy.MACHINE;
            case "fax" -> AnsweredBy.FAX;
            default -> AnsweredBy.UNKNOWN;
        };
        if (answeredBy.complete(who)) {
            trace.noted("answered by", who.code() + ", as Voximplant judges");
        }
    }

    /// Told once our side is done with it.
    void whenLeft(Runnable then) {
        left = then;
    }

    /// Our side is done with it. Does not block.
    ///
    /// @param handedOver others talk on, so that it must not be ended
    /// @param patience   how long its scenario may take to end it by itself
    void leave(boolean handedOver, Duration patience) {
        if (!handedOver && !over.isDone() && !session.isEmpty()) {
            exchange.calls().begin("voximplant-end", () -> hangUpFromOutside(patience));
        }
        left.run();
        left = () -> {};
    }

    private void hangUpFromOutside(Duration patience) {
        if (!isOverWithin(patience)) {
            control.ifPresent(exchange.control()::hangUp);
        }
    }

    /// Tells whether the call is over, for its socket has broken off: news of it may be on the way. Does not block.
    void whenKnownOver(Consumer<Boolean> then) {
        Thread.ofVirtual().name("voximplant-news").start(() -> then.accept(isOverWithin(NEWS_PATIENCE)));
    }

    private boolean isOverWithin(Duration patience) {
        return over.copy()
                .thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS)
                .join()
                .isPresent();
    }

    private static String shortened(String reason) {
        return reason.length() <= 100 ? reason : reason.substring(0, 100) + "…";
    }
}
