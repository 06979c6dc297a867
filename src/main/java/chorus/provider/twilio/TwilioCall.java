package chorus.provider.twilio;

import chorus.call.AnsweredBy;
import chorus.call.DecisionTrace;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.provider.Form;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call as Twilio knows it: its id there, how it stands, and the orders that end or change it.
///
/// Safe to use from any thread.
final class TwilioCall {
    private static final Logger LOG = LoggerFactory.getLogger(TwilioCall.class);
    private static final int NOT_IN_PROGRESS = 21220;

    /// How long news of an end may be behind the end of the stream.
    private static final Duration NEWS_PATIENCE = Duration.ofMillis(1_500);

    private final Exchange exchange;
    private final PhoneNumber number;
    private final Trunk.Twilio account;
    private final DecisionTrace trace;
    private final EventLoop loop;
    private final CallProgress progress = new CallProgress();
    private final CompletableFuture<CallStatus> over = new CompletableFuture<>();
    private final CompletableFuture<AnsweredBy> answeredBy = new CompletableFuture<>();
    private volatile String sid = "";
    private volatile String lastWords = "";
    private volatile Consumer<CallNews> listener = _ -> {};
    private volatile Runnable left = () -> {};
    private volatile Optional<Transfers> transfers = Optional.empty();

    /// What a status callback said.
    ///
    /// @param sipCode what the far side's network answered, if Twilio tells
    /// @param code    Twilio's error, if there was one
    record CallNews(CallStatus status, Optional<String> sipCode, Optional<String> code) {
        String words() {
            return "Twilio ended the call as " + status.code()
                    + sipCode.map(answer -> ", the far side's network answered " + answer)
                            .orElse("")
                    + code.map(error -> ", error " + error).orElse("");
        }
    }

    TwilioCall(Exchange exchange, PhoneNumber number, DecisionTrace trace, EventLoop loop) {
        this.exchange = exchange;
        this.number = number;
        this.trace = trace;
        this.loop = loop;
        this.account = (Trunk.Twilio) number.trunk();
    }

    /// Twilio has given it an id; from now on its news are for us.
    void known(String callSid) {
        sid = callSid;
        exchange.calls().enter(this);
    }

    String sid() {
        return sid;
    }

    PhoneNumber number() {
        return number;
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

    String lastWords() {
        return lastWords;
    }

    /// The status that ended it, once it is known.
    CompletableFuture<CallStatus> over() {
        return over;
    }

    Optional<CallStatus> status() {
        return progress.status();
    }

    void listen(Consumer<CallNews> newListener) {
        listener = newListener;
    }

    /// Twilio tells how the call stands.
    void told(PostedForm form) {
        var status = CallStatus.of(form.text("CallStatus"));
        if (status.isEmpty()) {
            return;
        }
        var news = new CallNews(status.get(), form.field("SipResponseCode"), form.field("ErrorCode"));
        told(news, sequence(form.text("SequenceNumber")));
    }

    private void told(CallNews news, long sequence) {
        if (progress.told(sequence, news.status())) {
            if (news.status().isFinal()) {
                lastWords = news.words();
                over.complete(news.status());
            }
            listener.accept(news);
        }
    }

    /// Who hands the far side over, once somebody talks with it.
    Optional<Transfers> transfers() {
        return transfers;
    }

    void handsOverBy(Transfers newTransfers) {
        transfers = Optional.of(newTransfers);
    }

    /// Who answered, once Twilio has judged it.
    CompletableFuture<AnsweredBy> answeredBy() {
        return answeredBy;
    }

    /// Twilio has judged who answered.
    void answeredBy(PostedForm form) {
        var word = form.text("AnsweredBy");
        var who = switch (word) {
            case "human" -> AnsweredBy.HUMAN;
            case "machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other" -> AnsweredBy.MACHINE;
            case "fax" -> AnsweredBy.FAX;
            default -> AnsweredBy.UNKNOWN;
        };
        if (answeredBy.complete(who)) {
            trace.noted(
                    "answered by",
                    who.code() + ", as Twilio judges after "
                            + form.field("MachineDetectionDuration").orElse("some") + " ms");
        }
    }

    /// Told once our side is done with it.
    void whenLeft(Runnable then) {
        left = then;
    }

    /// Our side is done with it. Does not block.
    ///
    /// @param handedOver others talk on, so that it must not be ended
    void leave(boolean handedOver) {
        if (!handedOver && !over.isDone() && !sid.isEmpty()) {
            exchange.calls().goodbye(() -> order(Form.empty().with("Status", "completed")));
        }
        left.run();
        left = () -> {};
    }

    /// Gives the call new orders; blocks.
    ///
    /// @return what was wrong; empty when it was done, or the call was over already
    Optional<TwilioAnswer> order(Form fields) {
        var answer = exchange.rest().ask(account, TwilioRequest.update(path(), fields));
        return switch (answer) {
            case TwilioAnswer.Done _ -> Optional.empty();
            case TwilioAnswer.Refused refused
            when refused.isMissing() || refused.code() == NOT_IN_PROGRESS -> {
                over.complete(CallStatus.COMPLETED);
                yield Optional.empty();
            }
            case TwilioAnswer.Refused refused -> {
                LOG.warn("Twilio's call {} could not be ordered about: {}", sid, refused.sentence());
                yield Optional.of(refused);
            }
            case TwilioAnswer.Unavailable unavailable -> {
                LOG.warn("Twilio's call {} could not be ordered about: {}", sid, unavailable.why());
                yield Optional.of(unavailable);
            }
        };
    }

    /// Tells whether the call is over, for its stream has broken off: news of it may be on the way, or lost, in which
    /// case Twilio is asked. Does not block.
    void whenKnownOver(Consumer<Boolean> then) {
        Thread.ofVirtual().name("twilio-ask").start(() -> then.accept(isKnownOver()));
    }

    private boolean isKnownOver() {
        return over.copy()
                        .<Optional<CallStatus>>thenApply(Optional::of)
                        .completeOnTimeout(Optional.empty(), NEWS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .join()
                        .isPresent()
                || asked().filter(CallStatus::isFinal).isPresent();
    }

    /// How the call stands, by asking; blocks.
    Optional<CallStatus> asked() {
        return switch (exchange.rest().ask(account, TwilioRequest.get(path(), Form.empty()))) {
            case TwilioAnswer.Done(var _, var body) -> {
                var status = CallStatus.of(body.path("status").asText());
                status.ifPresent(now -> told(new CallNews(now, Optional.empty(), Optional.empty()), -1));
                yield status;
            }
            case TwilioAnswer.Refused _, TwilioAnswer.Unavailable _ -> Optional.empty();
        };
    }

    private String path() {
        return "/Calls/" + sid + ".json";
    }

    private static long sequence(String text) {
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
    }
}
