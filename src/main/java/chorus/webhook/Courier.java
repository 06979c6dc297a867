package chorus.webhook;

import chorus.call.Deliveries;
import chorus.call.Deliveries.Due;
import chorus.call.Deliveries.Receiver;
import chorus.call.Delivery.Attempt;
import chorus.phonebook.PrivateAddresses;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes to each receiver what is due for it, so much at once for each, for each organization and for all, so that a
/// slow one keeps nobody else waiting.
///
/// What is taken is leased: when the server dies in between, it is due again, under the same id.
public final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration WHOLE = Duration.ofSeconds(15);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration TIDY = Duration.ofHours(1);

    private final Deliveries deliveries;
    private final Post post;
    private final Clock clock;
    private final String userAgent;
    private final Lanes lanes = new Lanes();
    private final Thread thread;
    private Instant tidied = Instant.EPOCH;

    /// @param privateAllowed whether receivers may be at private addresses
    public Courier(Deliveries deliveries, boolean privateAllowed, String userAgent, Clock clock) {
        this(deliveries, privateAllowed ? _ -> false : PrivateAddresses::contain, WHOLE, userAgent, clock);
    }

    Courier(Deliveries deliveries, Predicate<InetAddress> forbidden, Duration whole, String userAgent, Clock clock) {
        this.deliveries = deliveries;
        this.post = new Post(forbidden, whole);
        this.clock = clock;
        this.userAgent = userAgent;
        this.thread = Thread.ofVirtual().name("webhooks").unstarted(this::work);
    }

    public void start() {
        thread.start();
    }

    private void work() {
        while (lanes.awaitMore(LOOK)) {
            try {
                round(now());
            } catch (RuntimeException e) {
                LOG.warn("webhooks that are due could not be looked up", e);
            }
        }
    }

    private void round(Instant now) {
        if (now.isAfter(tidied.plus(TIDY))) {
            deliveries.forget(now.minus(KEPT));
            tidied = now;
        }
        for (var receiver :
                deliveries.dueReceivers(now, lanes.fullOrganizations(), lanes.fullAddresses(), Lanes.MOST)) {
            var free = lanes.free(receiver);
            if (free <= 0) {
                continue;
            }
            for (var due : deliveries.take(receiver, now, now.plus(LEASE), free)) {
                lanes.enter(receiver);
                Thread.ofVirtual().name("webhook").start(() -> attempt(receiver, due));
            }
        }
    }

    private void attempt(Receiver receiver, Due due) {
        try {
            var began = now();
            var outcome = due.url()
                    .map(url -> post.send(url, letter(due, began)))
                    .orElseGet(() -> new Outcome.NotTaken(
                            Optional.empty(), "The agent has no postCallWebhookUrl any more, or is gone."));
            record(due, outcome, began);
        } catch (RuntimeException e) {
            LOG.warn("what became of webhook {} was not recorded; it will be tried again", due.id(), e);
        } finally {
            lanes.leave(receiver);
        }
    }

    private void record(Due due, Outcome outcome, Instant began) {
        var took = Duration.between(began, now());
        switch (outcome) {
            case Outcome.Taken(var status) ->
                deliveries.delivered(due.id(), new Attempt(began, Optional.of(status), "The receiver has it.", took));
            case Outcome.NotTried _ -> deliveries.release(due.id(), now().plus(BUSY));
            case Outcome.NotTaken _ when lanes.closed() -> deliveries.release(due.id(), began);
            case Outcome.NotTaken(var status, var why) -> {
                var random = ThreadLocalRandom.current().nextDouble();
                var next = due.url().flatMap(_ -> Backoff.next(due.attempts() + 1, due.since(), now(), random));
                deliveries.failed(due.id(), new Attempt(began, status, why, took), next);
            }
        }
    }

    private Letter letter(Due due, Instant at) {
        var body = due.body().getBytes(StandardCharsets.UTF_8);
        var timestamp = Long.toString(at.toEpochMilli());
        var headers = new ArrayList<String>();
        headers.add("Content-Type: application/json; charset=utf-8");
        headers.add("User-Agent: " + userAgent);
        headers.add("X-Chorus-Event: call.completed");
        headers.add("X-Chorus-Delivery: " + due.id());
        headers.add("X-Chorus-Timestamp: " + timestamp);
        due.secret().ifPresent(secret -> headers.add("X-Chorus-Signature: " + Signature.of(secret, timestamp, body)));
        return new Letter(headers, body);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /// Begins nothing more, cuts what goes on, and gives it back.
    @Override
    public void close() {
        lanes.close();
        post.close();
        lanes.awaitEmpty();
        try {
            thread.join(STOPPING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
