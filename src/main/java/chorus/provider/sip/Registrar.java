package chorus.provider.sip;

import chorus.phonebook.LineStatus;
import chorus.phonebook.LineStatus.Change;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.Trunk.SipRegistration;
import chorus.provider.LineHistory;
import chorus.provider.LineJournal;
import chorus.provider.sip.Registration.Step;
import chorus.provider.sip.RegistrationCounts.Outcome;
import chorus.sip.SipEndpoint;
import chorus.sip.dialog.RequestListener;
import chorus.sip.dialog.RequestListener.Reply;
import chorus.sip.dialog.RequestListener.Unanswered;
import chorus.sip.message.SipUri;
import chorus.sip.transport.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One account at a registrar, kept registered by a virtual thread of its own for as long as numbers hang on it.
final class Registrar {
    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

    private final Account account;
    private final SipRegistration trunk;
    private final House house;
    private final Random random = new Random();
    private final Set<UUID> numbers = ConcurrentHashMap.newKeySet();
    private final Registration registration;
    private final RegistrarNews news;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private volatile boolean started;
    private volatile boolean handedOver;

    // Owned by the thread that keeps the registration.
    private final AccountRequests requests;
    private final Whereabouts whereabouts;
    private final KeptWay way;
    private SipUri server;
    private Optional<String> bound = Optional.empty();
    private Instant due = Instant.MAX;
    private boolean redirected;
    private boolean relearnt;

    /// What all accounts share.
    record House(
            Directory directory, RegisteredLines lines, LineJournal journal, RegistrationCounts counts, Tempo tempo) {}

    /// @param before the line's changes so far, newest first
    Registrar(SipRegistration trunk, List<Change> before, House house) {
        this.account = Account.of(trunk);
        this.trunk = trunk;
        this.house = house;
        this.news = new RegistrarNews(house.tempo());
        this.requests = new AccountRequests(trunk);
        this.server = requests.registrar();
        this.whereabouts = new Whereabouts(trunk, house.directory(), house.lines());
        this.way = new KeptWay(requests, random, news);
        var why = "The line is being registered.";
        var history = new LineHistory(
                before, why, house.tempo().now(), changes -> house.journal().note(numbers, changes));
        this.registration = new Registration(account, random, history);
    }

    SipRegistration trunk() {
        return trunk;
    }

    LineStatus status() {
        return registration.status();
    }

    Set<UUID> numbers() {
        return numbers;
    }

    /// Begins to register, after a pause of its own so that many do not begin at once.
    void start(SipEndpoint endpoint, Duration pause) {
        started = true;
        due = house.tempo().now().plus(pause);
        Thread.ofVirtual().name("registration of " + account.username()).start(() -> run(endpoint));
    }

    /// Tries again at once, unless all is well.
    void hurry() {
        news.add(new RegistrarNews.Hurry());
    }

    /// Takes the binding back after a pause; the future completes once the registrar knows, or soon.
    CompletableFuture<Void> leave(Duration pause) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(() -> news.add(new RegistrarNews.Leave()));
        if (!started) {
            house.lines().left(account);
            gone.complete(null);
        }
        return gone;
    }

    /// Ends without taking the binding back: another account of the same user keeps it.
    CompletableFuture<Void> handOver() {
        handedOver = true;
        return leave(Duration.ZERO);
    }

    private void run(SipEndpoint endpoint) {
        try {
            while (!news.saysLeave()) {
                var heard = news.await(due.isBefore(way.wakeAt()) ? due : way.wakeAt());
                if (heard == null) {
                    wake(endpoint);
                } else {
                    hear(heard);
                }
            }
            unregister(endpoint);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the registration of {} at {} failed inside", account.username(), account.registrar(), e);
        } finally {
            way.close();
            house.lines().left(account);
            gone.complete(null);
        }
    }

    private void wake(SipEndpoint endpoint) throws InterruptedException {
        var now = house.tempo().now();
        if (!now.isBefore(due)) {
            attempt(endpoint);
        } else {
            way.wake(endpoint, now).ifPresentOrElse(this::broken, this::lookAgain);
        }
    }

    private void hear(RegistrarNews.News heard) {
        switch (heard) {
            case RegistrarNews.Pulse(var asked, var outcome) -> pulse(asked, outcome);
            case RegistrarNews.Broken(var flow, var why) -> {
                if (way.isOfNow(flow)) {
                    broken(why);
                }
            }
            case RegistrarNews.Hurry() -> {
                if (status().state() == State.FAILED) {
                    due = house.tempo().now();
                }
            }
            case RegistrarNews.Answered _, RegistrarNews.Leave _ -> {}
        }
    }

    /// A server that sees us elsewhere than it has bound is told at once: a NAT gave us another address.
    private void pulse(Target asked, RequestListener.Outcome outcome) {
        way.answered(asked, outcome);
        if (outcome instanceof Reply reply
                && bound.filter(contact -> !contact.equals(reply.newer())).isPresent()) {
            due = house.tempo().now();
        }
    }

    private void broken(String why) {
        way.close();
        if (bound.isPresent()) {
            house.counts().count(Outcome.BROKEN);
            registration.broken(why, house.tempo().now());
            due = house.tempo().now().plus(whereabouts.turn(random));
        }
    }

    /// Names lead elsewhere in time: calls may come from there, and a server that is not named any more is left.
    private void lookAgain() {
        if (!redirected && whereabouts.look(bound.isPresent()) instanceof CallRoute.Open open) {
            whereabouts.admitOnly(open);
            if (way.server().filter(kept -> !open.targets().contains(kept)).isPresent()) {
                due = house.tempo().now();
            }
        }
    }

    private void attempt(SipEndpoint endpoint) throws InterruptedException {
        relearnt = false;
        var step = registration.due();
        while (!news.saysLeave()) {
            switch (step) {
                case Step.Register(var expires) -> step = register(endpoint, expires);
                case Step.Wait(var until) -> {
                    due = bound.isPresent() ? until : until.plus(whereabouts.turn(random));
                    return;
                }
            }
        }
    }

    private Step register(SipEndpoint endpoint, Duration expires) throws InterruptedException {
        server = requests.registrar();
        redirected = false;
        return switch (whereabouts.look(bound.isPresent())) {
            case CallRoute.Closed(var why) -> unanswered(why);
            case CallRoute.Open open -> {
                whereabouts.admitOnly(open);
                yield register(endpoint, open, expires, new Redirects(trunk, server, _ -> true));
            }
        };
    }

    private Step register(SipEndpoint endpoint, CallRoute.Open open, Duration expires, Redirects redirects)
            throws InterruptedException {
        var request = requests.register(server, open.routes(), expires, bound);
        var targets = way.preferred(open.targets(), house.tempo().now());
        way.watch(endpoint, targets.getFirst(), house.tempo().now());
        return switch (news.answer(endpoint, request, targets)) {
            case Unanswered(var why) -> unanswered(why);
            case Reply reply
            when reply.response().status() < 400 && !reply.response().isSuccess() ->
                redirected(endpoint, reply, expires, redirects);
            case Reply reply -> answered(endpoint, open, expires, reply);
        };
    }

    private Step redirected(SipEndpoint endpoint, Reply reply, Duration expires, Redirects redirects)
            throws InterruptedException {
        var next = redirects.next(reply.response());
        if (next.isEmpty()) {
            house.counts().count(Outcome.REFUSED);
            bound = Optional.empty();
            way.close();
            return registration.misled(
                    Quote.deciding(reply.response()) + ": " + redirects.refusal(),
                    house.tempo().now());
        }
        server = SipUri.sip("", next.get().host(), next.get().port());
        redirected = true;
        return switch (CallRoute.to(next.get(), trunk, house.directory())) {
            case CallRoute.Closed(var why) -> unanswered(why);
            case CallRoute.Open there -> {
                whereabouts.admitToo(there);
                yield register(endpoint, there, expires, redirects);
            }
        };
    }

    /// What is said while we leave does not count: the registrar may have bound us.
    private Step unanswered(String why) {
        if (news.saysLeave()) {
            return new Step.Wait(Instant.MAX);
        }
        bound = Optional.empty();
        way.close();
        house.counts().count(Outcome.UNANSWERED);
        return registration.unanswered(why, house.tempo().now());
    }

    private Step answered(SipEndpoint endpoint, CallRoute.Open open, Duration expires, Reply reply) {
        var taken = reply.response().isSuccess();
        house.counts().count(taken ? Outcome.REGISTERED : Outcome.REFUSED);
        bound = taken ? Optional.of(reply.contact()) : Optional.empty();
        if (taken) {
            way.keep(endpoint, reply.target(), open.routes(), house.tempo().now());
        } else {
            way.close();
        }
        var step = registration.answered(reply, house.tempo().now());
        if (taken && !relearnt && !reply.newer().equals(reply.contact())) {
            relearnt = true;
            return new Step.Register(expires);
        }
        return step;
    }

    private void unregister(SipEndpoint endpoint) throws InterruptedException {
        if (handedOver || (bound.isEmpty() && !news.isPending())) {
            return;
        }
        var kept = way.server().map(List::of);
        var route = kept.<CallRoute>map(targets -> new CallRoute.Open(way.routes(), targets))
                .orElseGet(() -> whereabouts.look(true));
        if (route instanceof CallRoute.Open open
                && !news.goodbye(
                        endpoint, requests.register(server, open.routes(), Duration.ZERO, bound), open.targets())) {
            LOG.info("{} did not confirm that {} left", account.registrar(), account.username());
        }
    }
}
