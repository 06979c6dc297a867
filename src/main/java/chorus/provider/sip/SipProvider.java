package chorus.provider.sip;

import chorus.call.Ladder;
import chorus.call.Ladders;
import chorus.phonebook.LineHistories;
import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Preflight;
import chorus.phonebook.PrivateAddresses;
import chorus.phonebook.Stranger;
import chorus.phonebook.Trunk;
import chorus.provider.Dialling;
import chorus.provider.DryArrival;
import chorus.provider.IncomingCalls;
import chorus.provider.LineJournal;
import chorus.provider.OutgoingCall;
import chorus.provider.Provider;
import chorus.provider.Specimen;
import chorus.provider.TestCalls;
import chorus.provider.sip.Registrar.House;
import chorus.rtp.RtpEndpoint;
import chorus.sip.SipCore;
import chorus.sip.SipEndpoint;
import chorus.sip.SipOptions;
import chorus.sip.dialog.IncomingInvite;
import chorus.sip.locate.Locator;
import chorus.sip.message.Headers;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.Reach;
import chorus.sip.transport.SipCounters;
import chorus.sip.transport.Source;
import chorus.sip.transport.Tap;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Phone numbers on SIP trunks: those of PBXs that we register to, and of those that call us from known
/// addresses.
///
/// The source and the number are proved on the SIP loop, from memory; what follows has a virtual thread per
/// call.
public final class SipProvider implements Provider, SipCore {
    private final SipOptions options;
    private final RtpEndpoint rtp;
    private final Clock clock;
    private final Directory directory;
    private final LocalAddresses addresses;
    private final Reach reach;
    private final SipLines lines = new SipLines();
    private final RegistrationCounts counts = new RegistrationCounts();
    private final LineJournal journal;
    private final Registrations registrations;
    private final Strangers strangers;
    private final LongAdder unrecorded = new LongAdder();
    private final LiveLadders ladders = new LiveLadders();
    private @Nullable LadderKeeper keeper;
    private @Nullable Door door;
    private @Nullable SipEndpoint endpoint;

    /// @param histories          what became of lines before, and where it is written down
    /// @param denyPrivateTargets no name, Contact or session description leads to private or loopback addresses
    public SipProvider(
            SipOptions options, RtpEndpoint rtp, Clock clock, LineHistories histories, boolean denyPrivateTargets) {
        var names = Directory.of(Locator.ofSystem());
        this.directory = denyPrivateTargets ? Directory.ofPublicHosts(names) : names;
        this.options = denyPrivateTargets ? options.barring(PrivateAddresses::contain) : options;
        this.rtp = rtp;
        this.clock = clock;
        this.strangers = new Strangers(clock);
        this.journal = new LineJournal(histories);
        this.registrations =
                new Registrations(new House(directory, lines.registered(), journal, counts, Tempo.of(clock)));
        this.addresses = options.addresses();
        this.reach = new Reach(addresses, this.options.barred());
    }

    @Override
    public String name() {
        return Door.PROVIDER;
    }

    @Override
    public boolean carries(Trunk trunk) {
        return switch (trunk) {
            case Trunk.SipRegistration _, Trunk.SipAllowlist _ -> true;
            case Trunk.Twilio _, Trunk.Voximplant _, Trunk.Browser _ -> false;
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
        door = new Door(lines, strangers, new Beginning(clock), incoming, ladders, rtp, unrecorded);
        endpoint = SipEndpoint.open(options, this);
        registrations.start(endpoint);
    }

    /// The port in use, for UDP and TCP.
    public int port() {
        return endpoint().port();
    }

    /// The port of SIP over TLS; empty where it is off.
    public OptionalInt tlsPort() {
        return endpoint().tlsPort();
    }

    public SipCounters counters() {
        return endpoint().counters();
    }

    /// How many accounts stand so at their registrars.
    public long registrations(LineStatus.State state) {
        return registrations.count(state);
    }

    public RegistrationCounts registrationCounts() {
        return counts;
    }

    /// Calls turned away that left no record because too many came at once or nobody could be told.
    public long unrecorded() {
        return unrecorded.sum();
    }

    @Override
    public List<Stranger> strangers() {
        return strangers.all();
    }

    @Override
    public Optional<DryArrival> dryRun(Specimen specimen, Predicate<PhoneNumber> visible) {
        return Optional.of(new DryInvite(lines, clock, options, visible).of(specimen));
    }

    public long strangers(Stranger.Cause cause) {
        return strangers.count(cause);
    }

    @Override
    public void attach(PhoneNumber number) {
        attachAll(List.of(number), Map.of());
    }

    @Override
    public void attachAll(List<PhoneNumber> numbers) {
        attachAll(numbers, journal.read());
    }

    private void attachAll(List<PhoneNumber> numbers, Map<UUID, List<LineStatus.Change>> histories) {
        var listed = new ArrayList<PhoneNumber>();
        for (var number : numbers) {
            if (number.trunk() instanceof Trunk.SipRegistration trunk) {
                lines.detach(number.id());
                registrations.attach(number, trunk, histories.getOrDefault(number.id(), List.of()));
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
            case Trunk.SipRegistration _, Trunk.SipAllowlist _ -> Optional.of(placed(dialling));
            case Trunk.Twilio _, Trunk.Voximplant _, Trunk.Browser _ -> Optional.empty();
        };
    }

    private SipOutgoingCall placed(Dialling dialling) {
        var watch = new LadderWatch(ladders, dialling, clock);
        var inviter = new SipInviter(endpoint(), lines.farSide(dialling.number().trunk()), watch);
        var server = registrations.server(dialling.number().id());
        return new SipOutgoingCall(
                dialling, new SipOutgoingCall.Network(inviter, directory, rtp, addresses, reach, server));
    }

    @Override
    public List<Preflight.Step> test(PhoneNumber number, Preflight.Order order, TestCalls calls) {
        return new SipPreflight(endpoint(), directory, addresses, lines::farSide, this::status, this::placed, calls)
                .of(number, order);
    }

    @Override
    public void close() {
        registrations.close();
        journal.close();
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
    public void dropped(Source source, ByteBuffer bytes) {
        strangers.dropped(source, bytes);
    }

    @Override
    public void invited(IncomingInvite invite) {
        door().invited(invite);
    }

    @Override
    public void unreadable(Headers headers, Source source, String problem) {
        door().unreadable(headers, source, problem);
    }

    @Override
    public void turnedAway(SipRequest invite, Source source, int status, String phrase) {
        door().turnedAway(invite, source, status, phrase);
    }

    private String tls() {
        var port = endpoint().tlsPort();
        return port.isPresent() ? ", and over TLS on port " + port.getAsInt() : "";
    }

    private Door door() {
        return started(door);
    }

    private SipEndpoint endpoint() {
        return started(endpoint);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("The SIP provider was not started.");
        }
        return part;
    }
}
