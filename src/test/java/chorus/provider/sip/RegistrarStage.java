package chorus.provider.sip;

import chorus.fake.Patience;
import chorus.fake.RegisterRequest;
import chorus.fake.SipRegistrar;
import chorus.phonebook.LineHistories;
import chorus.phonebook.LineStatus;
import chorus.phonebook.LineStatus.Change;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.phonebook.Trunk.SipRegistration;
import chorus.provider.LineJournal;
import chorus.provider.sip.Directory.Found;
import chorus.provider.sip.Registrar.House;
import chorus.secret.Secret;
import chorus.sip.SipCore;
import chorus.sip.SipEndpoint;
import chorus.sip.SwiftEndpoint;
import chorus.sip.dialog.IncomingInvite;
import chorus.sip.transport.Pace;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Registrations, a registrar with moods, and real sockets between them. The time that registrations live by
/// runs twenty
/// times as fast as ours.
abstract class RegistrarStage {
    static final int SPEED = 20;
    static final Duration SOON = Duration.ofSeconds(15);
    static final Pace PACE = new Pace(Duration.ofMillis(500), Duration.ofMillis(500));

    final long began = System.nanoTime();
    final SipRegistrar pbx = new SipRegistrar();
    final RegisteredLines lines = new RegisteredLines();
    final Notebook notebook = new Notebook();
    final LineJournal journal = new LineJournal(notebook);
    final Map<String, Found> names = new ConcurrentHashMap<>();
    final RegistrationCounts counts = new RegistrationCounts();
    final Registrations registrations =
            new Registrations(new House(this::find, lines, journal, counts, new Tempo(this::now, SPEED)));
    SipEndpoint endpoint;

    @BeforeEach
    void open() {
        endpoint = SwiftEndpoint.open(new Silence(), PACE);
        registrations.start(endpoint);
    }

    @AfterEach
    void close() {
        registrations.close();
        journal.close();
        endpoint.close();
        pbx.close();
    }

    Instant now() {
        return Instant.EPOCH.plusNanos((System.nanoTime() - began) * SPEED);
    }

    Found find(String host, java.util.OptionalInt port, Optional<Transport> wanted) {
        return names.getOrDefault(
                host,
                new Found.At(List.of(new Target(
                        InetAddress.ofLiteral("127.0.0.1"), port.orElse(5060), wanted.orElse(Transport.UDP)))));
    }

    static Found at(String address, int port) {
        return new Found.At(List.of(new Target(InetAddress.ofLiteral(address), port, Transport.UDP)));
    }

    SipRegistration trunk() {
        return at(pbx.port());
    }

    SipRegistration trunk(Trunk.Transport transport) {
        var udp = trunk();
        return new SipRegistration(
                udp.username(),
                udp.password(),
                udp.registrar(),
                udp.port(),
                udp.outboundProxy(),
                udp.authUser(),
                transport);
    }

    static SipRegistration at(int port) {
        return Trunks.registering("127.0.0.1", port, Optional.empty(), Trunks.PAI);
    }

    static SipRegistration withPassword(SipRegistration trunk, String password) {
        return new SipRegistration(
                trunk.username(),
                Secret.of(password),
                trunk.registrar(),
                trunk.port(),
                trunk.outboundProxy(),
                trunk.authUser(),
                trunk.transport());
    }

    PhoneNumber attach(SipRegistration trunk) {
        return attach("+12025550100", trunk);
    }

    PhoneNumber attach(String number, SipRegistration trunk) {
        return attached(UUID.randomUUID(), number, trunk);
    }

    PhoneNumber again(PhoneNumber number, SipRegistration trunk) {
        return attached(number.id(), number.number(), trunk);
    }

    PhoneNumber attached(UUID id, String number, SipRegistration trunk) {
        var made = new PhoneNumber(
                id, new UUID(0, 1), Optional.empty(), number, trunk, Optional.empty(), Map.of(), Instant.EPOCH, now());
        registrations.attach(made, trunk, List.of());
        return made;
    }

    LineStatus line(PhoneNumber number) {
        return registrations.status(number.id()).orElseThrow();
    }

    void await(PhoneNumber number, State state) {
        try {
            until("a line that is " + state, () -> line(number).state() == state);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + " It is " + line(number) + "; heard: " + pbx.heard(), e);
        }
    }

    static void until(String what, java.util.function.BooleanSupplier here) {
        Patience.until(what, SOON, here);
    }

    static void rest(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    long proofs() {
        return pbx.heard().stream().filter(RegisterRequest::isAuthorized).count();
    }

    /// Nobody calls here, and only registrars are listened to.
    private final class Silence implements SipCore {
        @Override
        public boolean admits(InetAddress source, Transport transport) {
            return lines.admits(source);
        }

        @Override
        public void invited(IncomingInvite invite) {
            throw new AssertionError("Nobody calls here.");
        }
    }

    static final class Notebook implements LineHistories {
        final Map<UUID, List<Change>> kept = new ConcurrentHashMap<>();

        @Override
        public Map<UUID, List<Change>> all() {
            return kept;
        }

        @Override
        public void keep(Map<UUID, List<Change>> histories) {
            kept.putAll(histories);
        }
    }
}
