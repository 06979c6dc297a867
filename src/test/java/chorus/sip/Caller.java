package chorus.sip;

import chorus.sip.auth.Credentials;
import chorus.sip.dialog.Calling;
import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.Ended;
import chorus.sip.dialog.FarSide;
import chorus.sip.dialog.IncomingInvite;
import chorus.sip.dialog.InviteListener;
import chorus.sip.dialog.OutgoingInvite;
import chorus.sip.dialog.OutgoingRequest;
import chorus.sip.dialog.Reoffer;
import chorus.sip.dialog.RequestListener.Outcome;
import chorus.sip.message.Header;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import chorus.sip.transaction.Timing;
import chorus.sip.transport.SipCounters.Event;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The calling side of a story: an endpoint, and everything that was told to its user.
final class Caller implements SipCore, InviteListener, AutoCloseable {
    static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    final SipEndpoint endpoint;
    private final BlockingQueue<SipResponse> progress = new LinkedBlockingQueue<>();
    private final BlockingQueue<Dialog> dialogs = new LinkedBlockingQueue<>();
    private final BlockingQueue<Failure> failures = new LinkedBlockingQueue<>();
    private final BlockingQueue<Reoffer> reoffers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Ended> endings = new LinkedBlockingQueue<>();
    private final Predicate<InetAddress> peers;
    private List<Header> more = List.of();
    private List<String> routes = List.of();

    Caller(Timing timing, Predicate<InetAddress> peers) {
        this.peers = peers;
        this.endpoint = SipEndpoint.open(SipOptions.at(HERE, 0), this, timing);
    }

    static Target udp(InetSocketAddress address) {
        return new Target(address.getAddress(), address.getPort(), Transport.UDP);
    }

    /// Adds headers to what it asks from now on.
    Caller with(Header... headers) {
        more = Arrays.asList(headers);
        return this;
    }

    /// Sends what it asks from now on along this route.
    Caller through(String... values) {
        routes = Arrays.asList(values);
        return this;
    }

    Calling calls(String uri, Target... targets) {
        var invite = new OutgoingInvite(
                SipUri.parse(uri).orElseThrow(),
                NameAddr.parse("<sip:alice@example.com>").orElseThrow(),
                NameAddr.parse("<" + uri + ">").orElseThrow(),
                UUID.randomUUID().toString(),
                routes,
                more,
                target -> Callee.SDP,
                Optional.of(new Credentials("alice", () -> "secret")));
        return endpoint.invite(invite, List.of(targets), this);
    }

    /// Sends a request that stands alone.
    CompletableFuture<Outcome> asks(String method, Target... targets) {
        var uri = SipUri.parse("sip:example.com").orElseThrow();
        var self = NameAddr.parse("<sip:alice@example.com>").orElseThrow();
        var id = UUID.randomUUID().toString();
        var registrar = new FarSide(Optional.of(new Credentials("alice", () -> "secret")), peers);
        var request =
                new OutgoingRequest(method, uri, self, self, id, 1, routes, "alice", Optional.empty(), more, registrar);
        var outcome = new CompletableFuture<Outcome>();
        endpoint.send(request, new ArrayList<>(List.of(targets)), outcome::complete);
        return outcome.orTimeout(20, TimeUnit.SECONDS);
    }

    /// Waits for a provisional answer of this status.
    SipResponse hears(int status) {
        var response = next(progress, "a " + status);
        return response.status() == status ? response : hears(status);
    }

    Dialog isAnswered() {
        return next(dialogs, "an answer");
    }

    Failure isRefused() {
        return next(failures, "a failure");
    }

    /// Nothing final is told within this time.
    boolean isStillWaitingAfter(Duration time) throws InterruptedException {
        var early = failures.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        return early == null && dialogs.isEmpty();
    }

    Reoffer isReoffered() {
        return next(reoffers, "a re-offer");
    }

    Ended isLeft() {
        return next(endings, "the end");
    }

    long counted(Event event) {
        return endpoint.counters().of(event);
    }

    @Override
    public boolean admits(InetAddress source, Transport transport) {
        return true;
    }

    @Override
    public void invited(IncomingInvite invite) {
        invite.refuse(486, "Busy Here");
    }

    @Override
    public void provisional(SipResponse response) {
        progress.add(response);
    }

    @Override
    public void answered(Dialog dialog, SipResponse response) {
        dialogs.add(dialog);
    }

    @Override
    public void failed(Failure failure) {
        failures.add(failure);
    }

    @Override
    public void confirmed(Optional<String> answer) {}

    @Override
    public void reoffered(Reoffer reoffer) {
        reoffers.add(reoffer);
    }

    @Override
    public void renewed(String sdp) {}

    @Override
    public void informed(SipRequest info) {}

    @Override
    public void ended(Ended ended) {
        endings.add(ended);
    }

    @Override
    public void close() {
        endpoint.close();
    }

    private static <T> T next(BlockingQueue<T> queue, String what) {
        try {
            var found = queue.poll(10, TimeUnit.SECONDS);
            if (found == null) {
                throw new AssertionError("Nobody told the caller of " + what + ".");
            }
            return found;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
