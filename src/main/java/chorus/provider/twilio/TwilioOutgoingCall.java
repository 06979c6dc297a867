package chorus.provider.twilio;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.EndReason;
import chorus.call.Ending;
import chorus.phonebook.Trunk;
import chorus.provider.Dialling;
import chorus.provider.Form;
import chorus.provider.OutgoingCall;
import chorus.provider.twilio.TwilioCall.CallNews;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A call that Twilio is ordered to place, with the TwiML that connects whoever answers to a stream of ours.
final class TwilioOutgoingCall implements OutgoingCall {
    /// Beside the ringing: Twilio's own delay, and the opening of the stream.
    private static final Duration AROUND = Duration.ofSeconds(20);

    /// No call costs more than this, whatever becomes of us: an agent talks for an hour at most, and a call that was
    /// handed over may go on.
    private static final Duration TOLL_LIMIT = Duration.ofHours(2);

    private static final List<String> EVENTS = List.of("initiated", "ringing", "answered", "completed");

    private final Dialling dialling;
    private final Exchange exchange;
    private final MediaLoop home;
    private final TwilioCall call;
    private final AwaitedStream awaited;

    /// How the dialling ends without an answer, once that is known.
    private final CompletableFuture<Outcome> failure = new CompletableFuture<>();

    // Guarded by this.
    private @Nullable Ending canceled;
    private boolean placed;

    TwilioOutgoingCall(Dialling dialling, Exchange exchange) {
        this.dialling = dialling;
        this.exchange = exchange;
        this.home = dialling.beside().orElseGet(exchange.homes()::quietest);
        var loop = exchange.homes().loop(home);
        this.call = new TwilioCall(exchange, dialling.number(), dialling.trace(), loop);
        this.awaited = new AwaitedStream(dialling.number(), loop);
    }

    @Override
    public MediaLoop mediaLoop() {
        return home;
    }

    @Override
    public Outcome dial(AudioFormat format, Progress progress) {
        exchange.homes().enter(home);
        exchange.streams().add(awaited);
        var answered = false;
        try {
            var outcome = order(progress);
            answered = outcome instanceof Outcome.Answered;
            return outcome;
        } finally {
            exchange.streams().remove(awaited);
            if (!answered) {
                awaited.abandon();
                exchange.homes().leave(home);
                exchange.calls().over(call);
            }
        }
    }

    private Outcome order(Progress progress) {
        synchronized (this) {
            if (canceled != null) {
                return notAnswered(canceled, "The call was taken back before it was ordered.");
            }
            placed = true;
        }
        call.listen(news -> told(news, progress));
        var account = (Trunk.Twilio) dialling.number().trunk();
        return switch (exchange.rest().ask(account, TwilioRequest.create("/Calls.json", fields()))) {
            case TwilioAnswer.Done(var _, var body) -> ordered(body.path("sid").asText());
            case TwilioAnswer.Refused refused -> TwilioErrors.of(refused);
            case TwilioAnswer.Unavailable(var why, var perhapsDone) ->
                notAnswered(
                        perhapsDone ? EndReason.NETWORK_FAILED : EndReason.NETWORK_UNREACHABLE,
                        perhapsDone ? why + " Should it ring nevertheless, whoever answers is hung up." : why);
        };
    }

    private Outcome ordered(String sid) {
        dialling.trace().noted("Twilio call", sid);
        call.known(sid);
        awaited.belongsTo(sid);
        Ending late;
        synchronized (this) {
            late = canceled;
        }
        if (late != null) {
            call.leave(false);
            return notAnswered(late, "The call was taken back while it was ordered.");
        }
        return await();
    }

    private Outcome await() {
        var patience = dialling.number().rules().ringTimeout().plus(AROUND);
        try {
            var first = CompletableFuture.anyOf(awaited.arrival(), failure)
                    .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                    .get();
            return switch (first) {
                case MediaSocket socket -> answered(socket);
                case Outcome outcome -> outcome;
                default -> untold();
            };
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            call.leave(false);
            return notAnswered(EndReason.SHUT_DOWN, "The server was stopped.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome answered(MediaSocket socket) {
        var leg = new TwilioLeg(call, socket, EndReason.CALLEE_HUNG_UP);
        call.whenLeft(() -> {
            exchange.homes().leave(home);
            exchange.calls().over(call);
        });
        return new Outcome.Answered(leg, Optional.empty());
    }

    /// No news came, or they were lost: Twilio is asked, and the call taken back.
    private Outcome untold() {
        var status = call.asked();
        call.leave(false);
        return failure.getNow(notAnswered(
                status.filter(CallStatus.IN_PROGRESS::equals).isPresent()
                        ? EndReason.NETWORK_FAILED
                        : EndReason.CALLEE_NO_ANSWER,
                status.map(now -> "Twilio says that the call is " + now.code() + ", and its stream has not come: does "
                                + exchange.urls().media() + " reach this server?")
                        .orElse("Nobody answered, and Twilio told nothing of it.")));
    }

    @Override
    public void cancel(Ending why) {
        boolean running;
        synchronized (this) {
            if (canceled != null) {
                return;
            }
            canceled = why;
            running = placed;
        }
        if (running && !awaited.arrival().isDone()) {
            call.leave(false);
        }
        failure.complete(notAnswered(why, "The call was taken back before it was answered."));
    }

    /// On any thread.
    private void told(CallNews news, Progress progress) {
        if (news.status() == CallStatus.RINGING) {
            progress.ringing();
        }
        if (news.status().isFinal()) {
            Optional<Ending> why;
            synchronized (this) {
                why = Optional.ofNullable(canceled);
            }
            failure.complete(TwilioErrors.of(news, why));
        } else {
            dialling.trace().noted("on the way", "Twilio says " + news.status().code() + ".");
        }
    }

    private Form fields() {
        var twiml = TwiML.response()
                .connect(exchange.urls().media() + "/" + awaited.key(), awaited.token(), "")
                .hangUp();
        var status = exchange.urls().status().toString();
        var form = Form.empty()
                .with("To", dialling.to())
                .with("From", dialling.number().number())
                .with("Twiml", twiml.toString())
                .with("Timeout", seconds(dialling.number().rules().ringTimeout()))
                .with("TimeLimit", seconds(TOLL_LIMIT))
                .with("StatusCallback", status)
                .with("StatusCallbackMethod", "POST");
        for (var event : EVENTS) {
            form = form.with("StatusCallbackEvent", event);
        }
        return dialling.detectMachine() ? detecting(form) : form;
    }

    /// Beside the conversation, which waits for no verdict.
    private Form detecting(Form form) {
        return form.with("MachineDetection", "Enable")
                .with("AsyncAmd", "true")
                .with(
                        "AsyncAmdStatusCallback",
                        exchange.urls().under(TwilioUrls.MACHINE).toString())
                .with("AsyncAmdStatusCallbackMethod", "POST");
    }

    private static String seconds(Duration time) {
        return String.valueOf(time.toSeconds());
    }

    private static Outcome notAnswered(Ending why, String detail) {
        return new Outcome.NotAnswered(why, detail, Optional.empty());
    }
}
