package chorus.provider.sip;

import chorus.sip.SipEndpoint;
import chorus.sip.dialog.OutgoingRequest;
import chorus.sip.dialog.RequestListener.Outcome;
import chorus.sip.dialog.RequestListener.Unanswered;
import chorus.sip.transport.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the thread that keeps a registration is told, by whomever, in order. Only that thread waits for it.
final class RegistrarNews {
    /// How long a registrar is waited for when we leave, and when each of its servers is silent. In our time, as the
    /// transactions below wait in it.
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Tempo tempo;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final Queue<News> postponed = new ArrayDeque<>();
    private long asked;
    private boolean pending;
    private boolean leave;

    sealed interface News {}

    /// What became of a REGISTER, by its number.
    record Answered(long asked, Outcome outcome) implements News {}

    /// What became of asking a server whether it is there.
    record Pulse(Target asked, Outcome outcome) implements News {}

    /// A flow to the registrar broke, by its number.
    record Broken(int flow, String why) implements News {}

    /// Somebody changed something: no time to wait for the next try.
    record Hurry() implements News {}

    record Leave() implements News {}

    RegistrarNews(Tempo tempo) {
        this.tempo = tempo;
    }

    void add(News one) {
        news.add(one);
    }

    /// Nothing is to be done any more but to leave.
    boolean saysLeave() {
        return leave;
    }

    /// A REGISTER is under way whose end nobody waited for.
    boolean isPending() {
        return pending;
    }

    /// The next news, or null when it is so late.
    @Nullable
    News await(Instant until) throws InterruptedException {
        if (!postponed.isEmpty()) {
            return postponed.remove();
        }
        var next = until.equals(Instant.MAX) ? news.take() : news.poll(tempo.nanosUntil(until), TimeUnit.NANOSECONDS);
        leave |= next instanceof Leave;
        return next;
    }

    /// Sends, and waits for what becomes of it; to be told to leave ends the waiting. Other news are told afterwards.
    Outcome answer(SipEndpoint endpoint, OutgoingRequest request, List<Target> targets) throws InterruptedException {
        var number = send(endpoint, request, targets);
        var end = System.nanoTime() + PATIENCE.multipliedBy(targets.size()).toNanos();
        while (!leave) {
            switch (news.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                case null -> {
                    pending = false;
                    return new Unanswered("No answer came from " + targets + ".");
                }
                case Answered(var of, var outcome)
                when of == number -> {
                    pending = false;
                    return outcome;
                }
                case Leave _ -> leave = true;
                case Answered _, Hurry _ -> {}
                case Broken later -> postponed.add(later);
                case Pulse later -> postponed.add(later);
            }
        }
        return new Unanswered("The line is taken down.");
    }

    /// Sends, and waits a little for its end.
    ///
    /// @return whether it came
    boolean goodbye(SipEndpoint endpoint, OutgoingRequest request, List<Target> targets) throws InterruptedException {
        var number = send(endpoint, request, targets);
        var end = System.nanoTime() + GOODBYE.toNanos();
        while (true) {
            var heard = news.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (heard == null || (heard instanceof Answered answer && answer.asked() == number)) {
                return heard != null;
            }
        }
    }

    private long send(SipEndpoint endpoint, OutgoingRequest request, List<Target> targets) {
        var number = ++asked;
        pending = true;
        endpoint.send(request, targets, outcome -> news.add(new Answered(number, outcome)));
        return number;
    }
}
