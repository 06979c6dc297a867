package chorus.provider.sip;

import chorus.call.DecisionTrace;
import chorus.call.EndReason;
import chorus.call.Ending;
import chorus.call.NetworkAnswer;
import chorus.provider.OutgoingCall.Outcome.NotAnswered;
import chorus.provider.OutgoingCall.Progress;
import chorus.sip.dialog.Dialog;
import chorus.sip.message.SipMessage;
import chorus.sip.message.SipResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One INVITE of a call, from its first provisional answer to what became of it.
final class CallAttempt implements Inviter.Listener {
    private static final int MOST_NOTED = 10;
    private static final int MOST_FORKS = 10;
    private static final int RINGING = 180;
    private static final int SESSION_PROGRESS = 183;

    private final SipLeg leg;
    private final DecisionTrace trace;
    private final Progress progress;
    private final CompletableFuture<End> end = new CompletableFuture<>();

    // Owned by the SIP loop.
    private final Map<String, String> early = new HashMap<>();
    private int noted;
    private boolean rang;

    /// For the record, read from any thread.
    private volatile String lastHeard = "";

    /// @param progress told of each ringing
    CallAttempt(SipLeg leg, DecisionTrace trace, Progress progress) {
        this.leg = leg;
        this.trace = trace;
        this.progress = progress;
    }

    sealed interface End {
        record Taken(NetworkAnswer answer) implements End {}

        /// A final answer that is no success.
        ///
        /// @param remark what else there is to say of it; may be empty
        record Denied(SipResponse response, String remark) implements End {}

        record Over(NotAnswered why) implements End {}
    }

    /// Blocks until there is an end, which after so long is that nobody answers.
    End await(Duration patience, Duration ringTime) {
        try {
            return end.get(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            unanswered(ringTime);
            return end.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            over(EndReason.SHUT_DOWN, "The server was shut down");
            return end.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A network that said nothing at all was not reached; one that did has a callee who does not answer.
    private void unanswered(Duration ringTime) {
        var within = " within " + ringTime.toSeconds() + " s";
        if (lastHeard.isEmpty()) {
            over(EndReason.NETWORK_UNREACHABLE, "The network said nothing at all" + within);
        } else {
            over(EndReason.CALLEE_NO_ANSWER, "Nobody answered" + within);
        }
    }

    /// Ends the waiting, unless there is an answer already.
    void over(Ending why, String detail) {
        var last = lastHeard.isEmpty() ? "." : "; the last word of the network was: " + lastHeard + ".";
        end.complete(new End.Over(new NotAnswered(why, detail + last, Optional.empty())));
    }

    @Override
    public void provisional(SipResponse response) {
        var line = Quote.deciding(response);
        lastHeard = line;
        if (noted++ < MOST_NOTED) {
            trace.noted("on the way", line);
        }
        if (response.status() == RINGING || response.status() == SESSION_PROGRESS) {
            ring();
        }
        var sdp = description(response);
        if (sdp.isPresent() && (early.containsKey(fork(response)) || early.size() < MOST_FORKS)) {
            early.put(fork(response), sdp.get());
            leg.agreement().early(sdp.get());
        }
    }

    @Override
    public void answered(Dialog dialog, SipResponse response) {
        leg.answered(dialog);
        trace.noted("answer", Quote.deciding(response));
        var sdp = description(response).or(() -> Optional.ofNullable(early.get(fork(response))));
        var unusable = sdp.map(leg.agreement()::taken).orElse(Optional.of("it came without a session description"));
        var done = unusable.<End>map(why -> new End.Over(new NotAnswered(
                        EndReason.NETWORK_FAILED,
                        Quote.deciding(response) + ": the answer could not be used, " + why + ".",
                        Optional.of(SipAnswers.word(response)))))
                .orElseGet(() -> new End.Taken(SipAnswers.word(response)));
        if (!end.complete(done) || unusable.isPresent()) {
            leg.hangUp();
        }
    }

    @Override
    public void failed(Inviter.Failure failure) {
        switch (failure) {
            case Inviter.Failure.Refused(var response, var remark) -> {
                lastHeard = Quote.deciding(response);
                trace.noted("answer", lastHeard);
                end.complete(new End.Denied(response, remark));
            }
            case Inviter.Failure.Unanswered(var why) ->
                over(lastHeard.isEmpty() ? EndReason.NETWORK_UNREACHABLE : EndReason.NETWORK_FAILED, unstopped(why));
            case Inviter.Failure.Canceled() -> over(EndReason.OUTBOUND_CANCELED, "The call was taken back");
        }
    }

    @Override
    public void passedOver(Inviter.Failure why) {
        switch (why) {
            case Inviter.Failure.Refused(var response, var remark) -> {
                lastHeard = Quote.deciding(response);
                trace.noted("next target", lastHeard);
            }
            case Inviter.Failure.Unanswered(var silence) -> trace.noted("next target", silence);
            case Inviter.Failure.Canceled() -> {}
        }
    }

    /// A sentence to which more is said.
    private static String unstopped(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private void ring() {
        if (!rang) {
            rang = true;
            progress.ringing();
        }
    }

    /// Each branch of a forked call has its own tag.
    private static String fork(SipResponse response) {
        return response.to().tag().orElse("");
    }

    private static Optional<String> description(SipMessage message) {
        var isSdp = message.contentType().filter("application/sdp"::equals).isPresent();
        return isSdp && !message.body().isEmpty() ? Optional.of(message.body()) : Optional.empty();
    }
}
