package chorus.provider.voximplant;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.EndReason;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Arrival;
import chorus.provider.IncomingCall;
import chorus.provider.SipRefusals;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A call that a scenario has announced: it waits for our answer, and its caller hears it ring.
final class VoximplantIncomingCall implements IncomingCall {
    /// No call costs more than this, whatever becomes of us.
    static final Duration TOLL_LIMIT = Duration.ofHours(2);

    /// From our answer to the media socket, and sound on it.
    private static final Duration STREAM_PATIENCE = Duration.ofSeconds(15);

    private static final Duration TOKEN_LIFE = Duration.ofSeconds(60);
    private static final String REMEDY = "do WebSockets under CHORUS_PUBLIC_URL reach this server?";
    private static final int UNDECIDED = 480;

    private final VoximplantCall call;
    private final Arrival arrival;
    private final MediaLoop loop;
    private final AwaitedStream awaited;
    private final CompletableFuture<JsonNode> reply = new CompletableFuture<>();

    VoximplantIncomingCall(VoximplantCall call, Arrival arrival, MediaLoop loop) {
        this.call = call;
        this.arrival = arrival;
        this.loop = loop;
        this.awaited = new AwaitedStream(call.installation().id(), call.loop());
    }

    /// What the scenario is told. Blocks until there is a decision.
    ///
    /// @param patience after which the call is refused
    JsonNode reply(Duration patience) {
        try {
            return reply.copy()
                    .completeOnTimeout(rejection(UNDECIDED), patience.toMillis(), TimeUnit.MILLISECONDS)
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return rejection(UNDECIDED);
        }
    }

    VoximplantCall call() {
        return call;
    }

    @Override
    public Arrival arrival() {
        return arrival;
    }

    @Override
    public PhoneNumber number() {
        return call.number();
    }

    @Override
    public MediaLoop mediaLoop() {
        return loop;
    }

    @Override
    public Optional<EndReason> gone() {
        return call.over().isDone()
                ? Optional.of(CallFailures.beforeStream(call.over().join().reason()))
                : Optional.empty();
    }

    /// The scenario does so by itself.
    @Override
    public void ring(AudioFormat format) {}

    @Override
    public void refuse(Refusal refusal) {
        reply.complete(rejection(SipRefusals.of(refusal).code()));
        call.isRefused();
    }

    @Override
    public Answer answer(AudioFormat format) {
        var streams = call.exchange().streams();
        streams.add(awaited, TOKEN_LIFE);
        if (!reply.complete(acceptance())) {
            streams.remove(awaited);
            return new Answer.NotAnswered(EndReason.CALLER_CANCELED, "the caller could not wait for the answer");
        }
        var answer = streamed();
        streams.remove(awaited);
        if (answer instanceof Answer.NotAnswered) {
            awaited.abandon();
            call.leave(false, Duration.ZERO);
        }
        return answer;
    }

    private Answer streamed() {
        var closed = call.exchange().calls().closed();
        try {
            return switch (CompletableFuture.anyOf(awaited.arrival(), awaited.failure(), call.over(), closed)
                    .get(STREAM_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                case MediaSocket socket ->
                    new Answer.Answered(new VoximplantLeg(call, socket, EndReason.CALLER_HUNG_UP));
                case String why -> new Answer.NotAnswered(EndReason.ANSWER_UNCONFIRMED, why);
                case VoximplantCall.End end -> unanswered(end);
                default -> new Answer.NotAnswered(EndReason.SHUT_DOWN, "the server was stopped");
            };
        } catch (TimeoutException | ExecutionException _) {
            return new Answer.NotAnswered(
                    EndReason.ANSWER_UNCONFIRMED,
                    "Voximplant did not open the call's media socket within " + STREAM_PATIENCE.toSeconds() + " s: "
                            + REMEDY);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.NotAnswered(EndReason.SHUT_DOWN, "the server was stopped");
        }
    }

    private static Answer unanswered(VoximplantCall.End end) {
        var ending = CallFailures.beforeStream(end.reason());
        return new Answer.NotAnswered(
                ending, ending == EndReason.ANSWER_UNCONFIRMED ? end.words() + ": " + REMEDY : end.words());
    }

    private JsonNode acceptance() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("action", "answer")
                .put("media", call.exchange().urls().media(call.installation()))
                .put("token", awaited.token())
                .put("maxSeconds", TOLL_LIMIT.toSeconds());
    }

    static JsonNode rejection(int code) {
        return JsonNodeFactory.instance.objectNode().put("action", "reject").put("code", code);
    }
}
