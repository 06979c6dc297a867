package chorus.provider.browser;

import chorus.audio.MediaLoop;
import chorus.call.DecisionTrace;
import chorus.call.Refusal;
import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Preflight;
import chorus.phonebook.Trunk;
import chorus.provider.Arrival;
import chorus.provider.BrowserCalls;
import chorus.provider.Dialling;
import chorus.provider.IncomingCalls;
import chorus.provider.OutgoingCall;
import chorus.provider.Provider;
import chorus.web.Channels;
import chorus.web.Door;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The network of browsers: no numbers live on it, and nobody is called there; a browser with a ticket calls one agent.
public final class BrowserProvider implements Provider, BrowserCalls {
    static final String PROVIDER = "browser";
    private static final Logger LOG = LoggerFactory.getLogger(BrowserProvider.class);

    private final List<EventLoop> loops;
    private final Duration silence;
    private final Optional<URI> publicUrl;
    private final Clock clock;
    private final Tickets tickets;
    private final AtomicInteger next = new AtomicInteger();
    private volatile Optional<IncomingCalls> calls = Optional.empty();

    /// @param loops   the media loops, in the order of [MediaLoop#index]
    /// @param silence how long a browser may send nothing at all; zero: for ever
    public BrowserProvider(List<EventLoop> loops, Duration silence, Optional<URI> publicUrl, Clock clock) {
        this.loops = List.copyOf(loops);
        this.silence = silence;
        this.publicUrl = publicUrl;
        this.clock = clock;
        this.tickets = new Tickets(clock);
    }

    @Override
    public String name() {
        return PROVIDER;
    }

    @Override
    public boolean carries(Trunk trunk) {
        return switch (trunk) {
            case Trunk.Browser _ -> true;
            case Trunk.Twilio _, Trunk.SipRegistration _, Trunk.SipAllowlist _, Trunk.Voximplant _ -> false;
        };
    }

    @Override
    public void start(IncomingCalls switchboard) {
        calls = Optional.of(switchboard);
    }

    @Override
    public Optional<Ticket> admit(UUID organizationId, UUID agentId) {
        return tickets.give(organizationId, agentId);
    }

    /// Where the sockets are opened.
    public Door door() {
        return new BrowserDoor(
                tickets,
                publicUrl,
                admitted ->
                        new Door.Welcome.Opened(channel -> take(channel, admitted), Optional.of(BrowserDoor.PROTOCOL)));
    }

    private void take(Channel channel, Tickets.Admitted admitted) {
        var home = new MediaLoop(Math.floorMod(next.getAndIncrement(), loops.size()));
        var from = String.valueOf(channel.remoteAddress());
        Channels.move(channel, loops.get(home.index()), () -> {
            var socket = new BrowserSocket(channel);
            socket.begin();
            var arrival = arrival(admitted, from);
            var incoming = new BrowserIncomingCall(arrival, line(admitted), home, socket, silence);
            Thread.ofVirtual().name("call-" + arrival.callId()).start(() -> offer(incoming));
        });
    }

    private void offer(BrowserIncomingCall incoming) {
        try {
            calls.orElseThrow().offer(incoming);
        } catch (RuntimeException e) {
            LOG.error("a call from a browser failed inside", e);
            incoming.refuse(Refusal.INTERNAL_ERROR);
        }
    }

    private Arrival arrival(Tickets.Admitted admitted, String from) {
        var trace = new DecisionTrace(clock);
        trace.passed("source admitted", "a ticket for one call", "shown in time");
        var id = admitted.ticket().callId();
        var sid = "CA" + id.toString().replace("-", "");
        return new Arrival(id, PROVIDER, sid, PROVIDER, PROVIDER, from, trace);
    }

    /// The line of one call. What comes over it costs nothing.
    private PhoneNumber line(Tickets.Admitted admitted) {
        var now = clock.instant();
        return new PhoneNumber(
                        admitted.ticket().callId(),
                        admitted.organizationId(),
                        Optional.empty(),
                        PROVIDER,
                        new Trunk.Browser(),
                        Optional.of(admitted.agentId()),
                        Map.of(),
                        now,
                        now)
                .priced(Optional.of(BigDecimal.ZERO), now);
    }

    // What numbers would need.

    @Override
    public void attach(PhoneNumber number) {}

    @Override
    public void attachAll(List<PhoneNumber> numbers) {}

    @Override
    public void detach(PhoneNumber number) {}

    @Override
    public LineStatus status(PhoneNumber number) {
        return new LineStatus(LineStatus.State.READY, "Browsers can call.", number.createdAt());
    }

    @Override
    public Optional<OutgoingCall> outgoing(Dialling dialling) {
        return Optional.empty();
    }

    @Override
    public List<Preflight.Step> test(PhoneNumber number, Preflight.Order order) {
        return List.of();
    }

    @Override
    public void close() {
        calls = Optional.empty();
    }
}
