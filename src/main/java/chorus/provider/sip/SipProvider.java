package chorus.provider.sip;

import chorus.call.DecisionTrace;
import chorus.call.Ladder;
import chorus.call.Ladders;
import chorus.call.Refusal;
import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.provider.Arrival;
import chorus.provider.Dialling;
import chorus.provider.IncomingCalls;
import chorus.provider.OutgoingCall;
import chorus.provider.Provider;
import chorus.provider.sip.SipLines.Match;
import chorus.rtp.RtpEndpoint;
import chorus.sip.SipCore;
import chorus.sip.SipEndpoint;
import chorus.sip.SipOptions;
import chorus.sip.dialog.IncomingInvite;
import chorus.sip.locate.Locator;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.SipCounters;
import chorus.sip.transport.Tap;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Phone numbers on SIP trunks whose PBX calls us from known addresses.
///
/// The source and the number are proved on the SIP loop, from memory; what follows has a virtual thread per call.
public final class SipProvider implements Provider, SipCore {
    private static final Logger LOG = LoggerFactory.getLogger(SipProvider.class);
    private static final String NAME = "sip";

    /// Calls to unknown numbers that may be recorded at once; a flood beyond that is only counted.
    private static final int RECORDING_AT_ONCE = 32;

    private final SipOptions options;
    private final RtpEndpoint rtp;
    private final Clock clock;
    private final Directory directory = Directory.of(Locator.ofSystem());
    private final LocalAddresses addresses;
    private final SipLines lines = new SipLines();
    private final Registrations registrations;
    private final Semaphore recording = new Semaphore(RECORDING_AT_ONCE);
    private final LongAdder unrecorded = new LongAdder();
    private final LiveLadders ladders = new LiveLadders();
    private @Nullable LadderKeeper keeper;
    private @Nullable IncomingCalls calls;
    private @Nullable SipEndpoint endpoint;

    public SipProvider(SipOptions options, RtpEndpoint rtp, Clock clock) {
        this.options = options;
        this.rtp = rtp;
        this.clock = clock;
        this.registrations = new Registrations(lines.registered(), directory, clock);
        this.addresses = new LocalAddresses(options.advertised(), options.bind());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean carries(Trunk trunk) {
        return switch (trunk) {
            case Trunk.SipRegistration _, Trunk.SipAllowlist _ -> true;
            case Trunk.Twilio _, Trunk.Voximplant _ -> false;
        };
    }

    /// Has the SIP messages of calls kept; to be called before [#start].
    ///
    /// @param age how long
    public void keepLadders(Ladders log, Duration age) {
        keeper = LadderKeeper.start(ladders, log, age, clock);
    }

    @Override
    public Tap tap() {
        return keeper == null ? Tap.NONE : ladders;
    }

    @Override
    public Optional<Ladder> ladder(UUID callId) {
        return ladders.of(callId);
    }

    @Override
    public void start(IncomingCalls incoming) {
        calls = incoming;
        endpoint = SipEndpoint.open(options, this);
        registrations.start(endpoint);
    }

    /// The port in use, for UDP and TCP.
    public int port() {
        return endpoint().port();
    }

    public SipCounters counters() {
        return endpoint().counters();
    }

    /// Calls to unknown numbers that left no record because too many came at once or nobody could be told.
    public long unrecorded() {
        return unrecorded.sum();
    }

    @Override
    public void attach(PhoneNumber number) {
        attachAll(List.of(number));
    }

    @Override
    public void attachAll(List<PhoneNumber> numbers) {
        var listed = new ArrayList<PhoneNumber>();
        for (var number : numbers) {
            if (number.trunk() instanceof Trunk.SipRegistration trunk) {
                lines.detach(number.id());
                registrations.attach(number, trunk);
            } else {
                registrations.detach(number.id());
                listed.add(number);
            }
        }
        lines.attachAll(listed);
    }

    @Override
    public void detach(PhoneNumber number) {
        lines.detach(number.id());
        registrations.detach(number.id());
    }

    @Override
    public LineStatus status(PhoneNumber number) {
        if (number.trunk() instanceof Trunk.SipAllowlist trunk && lines.isAttached(number.id())) {
            var why = "Calls from " + trunk.source() + " to " + number.number() + " are taken on port " + port()
                    + ", UDP and TCP" + tls() + ".";
            return new LineStatus(LineStatus.State.READY, why, number.updatedAt());
        }
        return registrations
                .status(number.id())
                .orElseGet(() ->
                        new LineStatus(LineStatus.State.CONNECTING, "The line is being attached.", number.updatedAt()));
    }

    @Override
    public Optional<OutgoingCall> outgoing(Dialling dialling) {
        return switch (dialling.number().trunk()) {
            case Trunk.SipRegistration _, Trunk.SipAllowlist _ -> {
                var watch = new LadderWatch(ladders, dialling, clock);
                var inviter = new SipInviter(endpoint(), dialling.number().trunk(), watch);
                yield Optional.of(
                        new SipOutgoingCall(dialling, new SipOutgoingCall.Network(inviter, directory, rtp, addresses)));
            }
            case Trunk.Twilio _, Trunk.Voximplant _ -> Optional.empty();
        };
    }

    @Override
    public void close() {
        registrations.close();
        if (endpoint != null) {
            endpoint.close();
        }
        if (keeper != null) {
            keeper.close();
        }
        rtp.close();
    }

    @Override
    public boolean admits(InetAddress source, Transport transport) {
        return lines.admits(source);
    }

    @Override
    public void invited(IncomingInvite invite) {
        var dialled = Invitation.dialled(invite.request());
        switch (lines.find(invite.source().address(), Called.of(invite.request()))) {
            case Match.Line(var number) -> offer(invite, number, dialled, "lines that list this source");
            case Match.RegisteredLine(var number, var by) ->
                offer(invite, number, dialled, "lines registered at this source, by " + by);
            case Match.UnknownNumber(var line) -> {
                Invitation.refuse(invite, Refusal.UNKNOWN_NUMBER);
                record(invite, line, dialled);
            }
            case Match.UnknownAmongMany _ -> {
                Invitation.refuse(invite, Refusal.UNKNOWN_NUMBER);
                unrecorded.increment();
            }
            case Match.Stranger() -> Invitation.refuse(invite, Refusal.UNKNOWN_NUMBER);
        }
    }

    private void offer(IncomingInvite invite, PhoneNumber number, String dialled, String among) {
        var arrival = arrival(invite, dialled, number.rules().inboundHeaders());
        arrival.trace()
                .passed(
                        "number dialled",
                        among,
                        dialled.equals(number.number()) ? dialled : dialled + ", which is " + number.number());
        var call = new SipIncomingCall(invite, number, arrival, rtp.quietestLoop(), rtp);
        ladders.belongsTo(
                invite.request(),
                arrival.callId(),
                number.organizationId(),
                arrival.trace().began());
        Thread.startVirtualThread(() -> {
            try {
                calls().offer(call);
            } finally {
                ladders.over(arrival.callId());
            }
        });
    }

    private void record(IncomingInvite invite, PhoneNumber line, String dialled) {
        if (!recording.tryAcquire()) {
            unrecorded.increment();
            return;
        }
        var arrival = arrival(invite, dialled, List.of());
        arrival.trace().refused("number dialled", "lines that list this source", dialled + " is none of them");
        var id = arrival.callId();
        ladders.belongsTo(
                invite.request(), id, line.organizationId(), arrival.trace().began());
        Thread.startVirtualThread(() -> {
            try {
                ladders.recordedAs(id, calls().unknownNumber(arrival, line));
            } catch (RuntimeException e) {
                LOG.error("a call to an unknown number from {} could not be recorded", invite.source(), e);
            } finally {
                recording.release();
            }
        });
    }

    private Arrival arrival(IncomingInvite invite, String dialled, List<String> headers) {
        var id = UUID.randomUUID();
        var trace = new DecisionTrace(clock);
        var source = invite.source();
        trace.passed("source admitted", "addresses that lines list", source.toString());
        trace.noted("SIP Call-ID", invite.request().callId());
        var callSid = "CA" + id.toString().replace("-", "");
        var from = Invitation.caller(invite.request());
        var told = Invitation.headers(invite.request(), headers);
        return new Arrival(id, NAME, callSid, from, dialled, source.address().getHostAddress(), told, trace);
    }

    private String tls() {
        var port = endpoint().tlsPort();
        return port.isPresent() ? ", and over TLS on port " + port.getAsInt() : "";
    }

    private IncomingCalls calls() {
        if (calls == null) {
            throw new IllegalStateException("The SIP provider was not started.");
        }
        return calls;
    }

    private SipEndpoint endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("The SIP provider was not started.");
        }
        return endpoint;
    }
}
