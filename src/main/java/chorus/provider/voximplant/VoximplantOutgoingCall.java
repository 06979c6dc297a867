package chorus.provider.voximplant;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.EndReason;
import chorus.call.Ending;
import chorus.call.NetworkAnswer;
import chorus.phonebook.Installation;
import chorus.phonebook.Trunk;
import chorus.provider.Dialling;
import chorus.provider.OutgoingCall;
import chorus.provider.voximplant.VoximplantCall.End;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A call for which a session is started: it asks us what to do, dials, and opens a media socket when somebody answers.
final class VoximplantOutgoingCall implements OutgoingCall {
    /// From the order to the session's question.
    private static final Duration QUESTION_PATIENCE = Duration.ofSeconds(15);

    /// Beside the ringing: Voximplant's own delay, and the opening of the media socket.
    private static final Duration AROUND = Duration.ofSeconds(20);

    private static final JsonNode NOTHING =
            JsonNodeFactory.instance.objectNode().put("action", "end");

    private final Dialling dialling;
    private final Exchange exchange;
    private final Installation installation;
    private final Trunk.Voximplant trunk;
    private final MediaLoop home;
    private final VoximplantCall call;
    private final AwaitedStream awaited;
    private final String token = Token.fresh();

    /// How the dialling ends without an answer, once that is known.
    private final CompletableFuture<Outcome> failure = new CompletableFuture<>();

    /// The session has asked.
    private final CompletableFuture<Boolean> asked = new CompletableFuture<>();

    // Guarded by this.
    private @Nullable Ending canceled;

    VoximplantOutgoingCall(Dialling dialling, Exchange exchange, Installation installation) {
        this.dialling = dialling;
        this.exchange = exchange;
        this.installation = installation;
        this.trunk = (Trunk.Voximplant) dialling.number().trunk();
        this.home = dialling.beside().orElseGet(exchange.homes()::quietest);
        var loop = exchange.homes().loop(home);
        this.call = new VoximplantCall(
                exchange, dialling.callId(), dialling.number(), installation, dialling.trace(), loop);
        this.awaited = new AwaitedStream(installation.id(), loop);
    }

    @Override
    public MediaLoop mediaLoop() {
        return home;
    }

    @Override
    public Outcome dial(AudioFormat format, Progress progress) {
        exchange.homes().enter(home);
        exchange.calls().order(token, this);
        var answered = false;
        try {
            var outcome = order(progress);
            answered = outcome instanceof Outcome.Answered;
            return outcome;
        } finally {
            exchange.calls().takeOrder(token);
            exchange.streams().remove(awaited);
            if (!answered) {
                awaited.abandon();
                exchange.homes().leave(home);
                exchange.calls().over(call);
            }
        }
    }

    private Outcome order(Progress progress) {
        if (why().isPresent()) {
            return notAnswered(why().get(), "The call was taken back before it was ordered.");
        }
        call.listen(event -> told(event, progress));
        var begun = new Sessions(exchange.rest()).start(installation, token, trunk.serverLocation());
        return switch (begun) {
            case Sessions.Begun.Started(var session, var address) -> {
                dialling.trace().noted("Voximplant session", session);
                call.runsIn(session, address);
                yield await();
            }
            case Sessions.Begun.Refused refused ->
                new Outcome.NotAnswered(refused.ending(), refused.detail(), refused.answer());
            case Sessions.Begun.Unknown(var detail) ->
                Boolean.TRUE.equals(first(asked, QUESTION_PATIENCE)) ? await() : left(EndReason.NETWORK_FAILED, detail);
        };
    }

    /// Waits for the session's question, and then for an answer.
    private Outcome await() {
        var patience = dialling.number().rules().ringTimeout().plus(AROUND);
        var first = first(asked, QUESTION_PATIENCE);
        var last = Boolean.TRUE.equals(first) ? first(failure, patience) : first;
        return switch (last) {
            case MediaSocket socket -> answered(socket);
            case Outcome outcome -> outcome;
            case String why -> left(EndReason.NETWORK_FAILED, why);
            case VoximplantCalls.Closed _ -> left(EndReason.SHUT_DOWN, "The server was stopped.");
            case null, default -> untold(asked.isDone());
        };
    }

    /// What comes first; null when nothing does in time.
    private @Nullable Object first(CompletableFuture<?> awaitedFirst, Duration patience) {
        var closed = exchange.calls().closed();
        try {
            return CompletableFuture.anyOf(awaitedFirst, failure, awaited.arrival(), awaited.failure(), closed)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new VoximplantCalls.Closed();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome left(EndReason why, String detail) {
        call.leave(false, Duration.ZERO);
        return notAnswered(why().orElse(why), detail);
    }

    private Outcome answered(MediaSocket socket) {
        var leg = new VoximplantLeg(call, socket, EndReason.CALLEE_HUNG_UP);
        call.whenLeft(() -> {
            exchange.homes().leave(home);
            exchange.calls().over(call);
        });
        return new Outcome.Answered(leg, Optional.empty());
    }

    /// No news came, or they were lost.
    private Outcome untold(boolean question) {
        return question
                ? left(EndReason.CALLEE_NO_ANSWER, "Nobody answered, and Voximplant told nothing of it.")
                : left(
                        EndReason.NETWORK_FAILED,
                        "Voximplant started session " + call.session() + ", and its scenario did not ask us within "
                                + QUESTION_PATIENCE.toSeconds() + " s: does CHORUS_PUBLIC_URL reach this server?");
    }

    /// The session asks what to do.
    ///
    /// @param callback with the session, and where it is commanded
    JsonNode asked(Callback callback) {
        if (why().isPresent()) {
            return NOTHING;
        }
        call.runsIn(callback.session(), callback.text("control"));
        var ringTime = dialling.number().rules().ringTimeout();
        exchange.streams().add(awaited, ringTime.plusSeconds(60));
        asked.complete(true);
        return JsonNodeFactory.instance
                .objectNode()
                .put("action", "call")
                .put("to", OwnedNumber.digits(dialling.to()))
                .put(
                        "from",
                        OwnedNumber.digits(
                                trunk.callerId().orElse(dialling.number().number())))
                .put("media", exchange.urls().media(installation))
                .put("token", awaited.token())
                .put("maxSeconds", VoximplantIncomingCall.TOLL_LIMIT.toSeconds())
                .put("ringSeconds", ringTime.toSeconds())
                .put("detectMachine", dialling.detectMachine());
    }

    /// To whom the token belongs.
    UUID installation() {
        return installation.id();
    }

    static JsonNode nothing() {
        return NOTHING;
    }

    @Override
    public void cancel(Ending why) {
        synchronized (this) {
            if (canceled != null) {
                return;
            }
            canceled = why;
        }
        if (!awaited.arrival().isDone()) {
            call.leave(false, Duration.ZERO);
        }
        failure.complete(notAnswered(why, "The call was taken back before it was answered."));
    }

    private synchronized Optional<Ending> why() {
        return Optional.ofNullable(canceled);
    }

    /// On any thread.
    private void told(String event, Progress progress) {
        switch (event) {
            case "ringing" -> progress.ringing();
            case "ended" -> failure.complete(unanswered(call.over().join()));
            default -> dialling.trace().noted("on the way", "Voximplant says " + event + ".");
        }
    }

    private Outcome unanswered(End end) {
        var answer = end.code() == 0
                ? Optional.<NetworkAnswer>empty()
                : Optional.of(new NetworkAnswer(end.code(), end.reason()));
        return new Outcome.NotAnswered(
                why().orElseGet(() -> CallFailures.ending(end.code())), end.words() + ".", answer);
    }

    private static Outcome notAnswered(Ending why, String detail) {
        return new Outcome.NotAnswered(why, detail, Optional.empty());
    }
}
