package chorus.provider.sip;

import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk.SipRegistration;
import chorus.provider.sip.Registration.Step;
import chorus.sip.SipEndpoint;
import chorus.sip.auth.Credentials;
import chorus.sip.dialog.OutgoingRequest;
import chorus.sip.dialog.RequestListener.Outcome;
import chorus.sip.dialog.RequestListener.Reply;
import chorus.sip.dialog.RequestListener.Unanswered;
import chorus.sip.message.Header;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipUri;
import chorus.sip.transport.Flow;
import chorus.sip.transport.Target;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One account at a registrar, kept registered by a virtual thread of its own for as long as numbers hang on it.
final class Registrar {
    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Account account;
    private final SipRegistration trunk;
    private final RegisteredLines lines;
    private final Directory directory;
    private final Clock clock;
    private final Registration registration;
    private final String callId = UUID.randomUUID().toString();
    private final Map<UUID, PhoneNumber> numbers = new ConcurrentHashMap<>();
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    // Owned by the thread that keeps the registration.
    private Set<InetAddress> sources = Set.of();
    private long sequence = 1;
    private @Nullable Target kept;
    private @Nullable Flow flow;
    private boolean bound;

    /// What the thread is woken by before its time.
    private sealed interface News {
        record Broken(String why) implements News {}

        record Leave() implements News {}

        record Numbers() implements News {}
    }

    Registrar(SipRegistration trunk, RegisteredLines lines, Directory directory, Clock clock) {
        this.account = Account.of(trunk);
        this.trunk = trunk;
        this.lines = lines;
        this.directory = directory;
        this.clock = clock;
        var line = "line-" + UUID.randomUUID().toString().substring(24);
        this.registration = new Registration(line, new Random(), clock.instant());
    }

    LineStatus status() {
        return registration.status();
    }

    void add(PhoneNumber number) {
        numbers.put(number.id(), number);
        news.add(new News.Numbers());
    }

    /// @return true when it was the last
    boolean remove(UUID numberId) {
        numbers.remove(numberId);
        news.add(new News.Numbers());
        return numbers.isEmpty();
    }

    /// Begins to register, after a pause of its own so that many do not begin at once.
    void start(SipEndpoint endpoint, Duration pause) {
        Thread.ofVirtual().name("registration of " + account.username()).start(() -> {
            try {
                keep(endpoint, clock.instant().plus(pause));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error("the registration of {} at {} failed inside", account.username(), account.registrar(), e);
            } finally {
                lines.remove(account);
                gone.complete(null);
            }
        });
    }

    /// Takes the binding back; the future completes once the registrar knows, or soon.
    CompletableFuture<Void> leave() {
        news.add(new News.Leave());
        return gone;
    }

    private void keep(SipEndpoint endpoint, Instant first) throws InterruptedException {
        Step step = new Step.Wait(first);
        while (true) {
            switch (step) {
                case Step.Register(var expires) -> step = register(endpoint, expires);
                case Step.Wait(var until) -> {
                    var heard = await(until);
                    if (heard instanceof News.Leave) {
                        unregister(endpoint);
                        return;
                    }
                    step = next(heard, step);
                }
            }
        }
    }

    private Step next(@Nullable News heard, Step waiting) {
        return switch (heard) {
            case null -> registration.due();
            case News.Broken(var why) -> {
                kept = null;
                yield bound ? registration.broken(why, clock.instant()) : waiting;
            }
            case News.Numbers() -> {
                publish();
                yield waiting;
            }
            case News.Leave() -> waiting;
        };
    }

    private @Nullable News await(Instant until) throws InterruptedException {
        return news.poll(Math.max(0, Duration.between(clock.instant(), until).toMillis()), TimeUnit.MILLISECONDS);
    }

    private Step register(SipEndpoint endpoint, Duration expires) throws InterruptedException {
        return switch (CallRoute.of(trunk, directory)) {
            case CallRoute.Closed(var why) -> registration.unanswered(why, clock.instant());
            case CallRoute.Open open -> register(endpoint, open, expires);
        };
    }

    private Step register(SipEndpoint endpoint, CallRoute.Open open, Duration expires) throws InterruptedException {
        sources = open.targets().stream().map(Target::address).collect(Collectors.toUnmodifiableSet());
        publish();
        return switch (ask(endpoint, open, expires)) {
            case Unanswered(var why) -> {
                bound = false;
                yield registration.unanswered(why, clock.instant());
            }
            case Reply(var response, var target) -> {
                sequence = response.cseq().number() + 1;
                bound = response.isSuccess();
                if (bound) {
                    keepOpen(endpoint, target);
                }
                yield registration.answered(response, clock.instant());
            }
        };
    }

    private Outcome ask(SipEndpoint endpoint, CallRoute.Open open, Duration expires) throws InterruptedException {
        var answer = new CompletableFuture<Outcome>();
        endpoint.send(request(open, expires), open.targets(), answer::complete);
        try {
            return answer.get(open.targets().size() * 40L, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            return new Unanswered("No answer came from " + account.registrar() + ".");
        }
    }

    private OutgoingRequest request(CallRoute.Open open, Duration expires) {
        var port = account.port() == 5060 ? -1 : account.port();
        var self = NameAddr.of(SipUri.sip(account.username(), account.registrar(), -1));
        var user = account.authUser().orElse(account.username());
        return new OutgoingRequest(
                "REGISTER",
                SipUri.sip("", account.registrar(), port),
                self,
                self,
                callId,
                sequence,
                open.routes(),
                registration.line(),
                List.of(new Header("Expires", Long.toString(expires.toSeconds()))),
                Optional.of(new Credentials(user, () -> account.password().reveal())));
    }

    /// The way to the registrar that answered stays open, so that calls find their way in through a NAT.
    private void keepOpen(SipEndpoint endpoint, Target target) {
        if (!target.equals(kept)) {
            closeFlow();
            kept = target;
            flow = endpoint.keepAlive(target, why -> news.add(new News.Broken(why)));
        }
    }

    private void closeFlow() {
        if (flow != null) {
            flow.close();
            flow = null;
        }
    }

    private void unregister(SipEndpoint endpoint) throws InterruptedException {
        if (bound && CallRoute.of(trunk, directory) instanceof CallRoute.Open open) {
            var answer = new CompletableFuture<Outcome>();
            endpoint.send(request(open, Duration.ZERO), open.targets(), answer::complete);
            try {
                answer.get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException _) {
                LOG.info("{} did not confirm that {} left", account.registrar(), account.username());
            }
        }
        closeFlow();
    }

    private void publish() {
        lines.put(account, registration.line(), sources, List.copyOf(numbers.values()));
    }
}
