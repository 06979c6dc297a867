package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What registrars do to us, on real sockets; the time that registrations live by runs twenty times as fast as ours.
class RegistrarStoriesTest {
    private static final int SPEED = 20;
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Pace PACE = new Pace(Duration.ofMillis(500), Duration.ofMillis(500));

    private final long began = System.nanoTime();
    private final SipRegistrar pbx = new SipRegistrar();
    private final RegisteredLines lines = new RegisteredLines();
    private final Notebook notebook = new Notebook();
    private final LineJournal journal = new LineJournal(notebook);
    private final Map<String, Found> names = new ConcurrentHashMap<>();
    private final RegistrationCounts counts = new RegistrationCounts();
    private final Registrations registrations =
            new Registrations(new House(this::find, lines, journal, counts, new Tempo(this::now, SPEED)));
    private SipEndpoint endpoint;

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

    @ParameterizedTest
    @EnumSource(
            value = Trunk.Transport.class,
            names = {"UDP", "TCP"})
    void registersAndComesAgainInTime(Trunk.Transport transport) {
        pbx.grants(60);
        var number = attach(trunk(transport));

        await(number, State.READY);
        until("three refreshes", () -> proofs() >= 4);

        assertThat(line(number).until().orElseThrow()).isAfter(now());
        assertThat(pbx.bindings()).hasSize(1);
        assertThat(pbx.bindings().keySet())
                .allSatisfy(contact -> assertThat(contact).startsWith("sip:line-"));
        assertThat(line(number).history()).hasSize(2);
    }

    @Test
    void givesEveryRequestAHigherNumberThanAllBefore() {
        pbx.grants(30);
        attach(trunk());
        until("some refreshes", () -> proofs() >= 3);

        var numbers = pbx.heard().stream()
                .map(request -> Integer.parseInt(request.header("CSeq").split(" ", -1)[0]))
                .toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(pbx.heard())
                .extracting(request -> request.header("Call-ID"))
                .containsOnly(pbx.heard().getFirst().header("Call-ID"));
    }

    @Test
    void answersAgainWhenItsNonceIsStale() {
        pbx.findsStale(1);

        await(attach(trunk()), State.READY);
        assertThat(proofs()).isEqualTo(2);
    }

    @Test
    void givesUpOnARegistrarToWhomEveryNonceIsStale() {
        pbx.findsStale(1_000);
        var number = attach(trunk());

        await(number, State.FAILED);
        assertThat(line(number).why()).startsWith("The far side asks for a password again and again.");
        assertThat(proofs()).isLessThanOrEqualTo(3);
    }

    @Test
    void saysAWrongPasswordOnceAndWaitsLong() {
        pbx.wantsPassword("another");
        var number = attach(trunk());
        await(number, State.FAILED);

        rest(Duration.ofSeconds(3));

        assertThat(proofs()).isOne();
        assertThat(line(number).why())
                .startsWith("The far side does not accept the user name or the password."
                        + " It said: SIP/2.0 401 Unauthorized | WWW-Authenticate: Digest realm=\"pbx.example\"");
    }

    @Test
    void prefersTheStrongestOfSeveralChallenges() {
        pbx.offers(
                "SHA-256",
                "Digest realm=\"pbx.example\", qop=\"auth\", algorithm=MD5",
                "Digest realm=\"pbx.example\", qop=\"auth\", algorithm=SHA-256",
                "Digest realm=\"pbx.example\", qop=\"auth\", algorithm=AKAv2-SHA-256",
                "Bearer realm=\"pbx.example\"");

        await(attach(trunk()), State.READY);
    }

    @Test
    void answersAChallengeWithoutQop() {
        pbx.offers("MD5", "Digest realm=\"pbx.example\"");

        await(attach(trunk()), State.READY);
    }

    @Test
    void namesTheChallengeThatItCannotAnswer() {
        pbx.offers("MD5", "Digest realm=\"pbx.example\", qop=\"auth-int\"");
        var number = attach(trunk());

        await(number, State.FAILED);
        assertThat(line(number).why())
                .contains("it must offer Digest with SHA-256, SHA-512-256 or MD5, and qop auth or none.")
                .contains("| WWW-Authenticate: Digest realm=\"pbx.example\", qop=\"auth-int\"");
        assertThat(proofs()).isZero();
    }

    @Test
    void staysLongerWhenLessIsTooBrief() {
        pbx.says(request -> request.expires() > 0 && request.expires() < 900
                ? request.answer("423 Interval Too Brief", "Min-Expires: 900")
                : pbx.asUsual(request));

        await(attach(trunk()), State.READY);
        assertThat(pbx.bindings().values()).containsExactly(900);
    }

    @Test
    void takesAnswersFromAnotherPort() {
        pbx.answersFromAnotherPort();

        await(attach(trunk()), State.READY);
    }

    @Test
    void comesBackByItselfFromARegistrarThatWasAwayForAMinute() {
        pbx.goesAway();
        var number = attach(trunk());
        await(number, State.FAILED);
        assertThat(line(number).why()).isEqualTo("No answer came from 127.0.0.1:" + pbx.port() + " over UDP.");

        rest(Duration.ofSeconds(60 / SPEED));
        pbx.isItselfAgain();

        await(number, State.READY);
    }

    @Test
    void noticesOverUdpThatARegistrarRestartedAndForgotEverybody() {
        var number = attach(trunk());
        await(number, State.READY);
        until("an answer to OPTIONS", () -> pbx.pulses() > 0);

        pbx.goesAway().forgetsEverybody();
        until("the line to tell the truth", () -> line(number).state() != State.READY);
        pbx.isItselfAgain();

        await(number, State.READY);
        assertThat(pbx.isRegistered()).isTrue();
        assertThat(line(number).history())
                .anySatisfy(change -> assertThat(change.why())
                        .startsWith("The way to the registrar broke, registering again: OPTIONS was not answered"));
    }

    @Test
    void bindsItselfAgainInTimeAtARegistrarThatForgotIt() {
        pbx.grants(60);
        await(attach(trunk()), State.READY);

        pbx.forgetsEverybody();

        until("the binding to be there again", pbx::isRegistered);
    }

    @Test
    void leavesARegistrarThatKnowsNoOptionsInPeace() {
        pbx.knowsNoOptions();
        var number = attach(trunk());
        await(number, State.READY);

        rest(Duration.ofSeconds(4));

        assertThat(line(number).state()).isEqualTo(State.READY);
        assertThat(counts.of(RegistrationCounts.Outcome.BROKEN)).isZero();
        assertThat(proofs()).isOne();
    }

    @Test
    void registersAtOnceWhenItsStreamEnds() {
        var number = attach(trunk(Trunk.Transport.TCP));
        await(number, State.READY);

        pbx.forgetsEverybody().hangsUp();

        until("the binding to be there again", pbx::isRegistered);
        await(number, State.READY);
        assertThat(line(number).history())
                .anySatisfy(change -> assertThat(change.why())
                        .isEqualTo(
                                "The way to the registrar broke, registering again: The peer closed the connection."));
    }

    @Test
    void noticesAStreamThatDiedAfterItsPeerHadAnsweredPings() {
        var number = attach(trunk(Trunk.Transport.TCP));
        await(number, State.READY);
        rest(Duration.ofSeconds(2));

        pbx.goesAway();

        until("the line to tell the truth", () -> line(number).state() != State.READY);
    }

    @Test
    void keepsTheStreamOfAPeerThatKnowsNoPings() {
        pbx.knowsNoPings();
        var number = attach(trunk(Trunk.Transport.TCP));
        await(number, State.READY);

        rest(Duration.ofSeconds(4));

        assertThat(line(number).state()).isEqualTo(State.READY);
        assertThat(counts.of(RegistrationCounts.Outcome.BROKEN)).isZero();
    }

    @Test
    void tellsARegistrarThatSeesItBehindANatWhereItIs() {
        pbx.seesThem("received=203.0.113.9;rport=40000");

        await(attach(trunk()), State.READY);

        assertThat(pbx.bindings().keySet())
                .allSatisfy(contact -> assertThat(contact).endsWith("@203.0.113.9:40000"));
        assertThat(pbx.bindings()).hasSize(1);
    }

    @Test
    void takesBackABindingThatLedIntoANat() {
        pbx.seesThem("received=203.0.113.9;rport=40000").says(pbx::binds);

        var number = attach(trunk());
        until(
                "the right binding",
                () -> pbx.bindings().keySet().stream().allMatch(one -> one.endsWith(":40000")) && pbx.isRegistered());

        await(number, State.READY);
        assertThat(line(number).why()).endsWith("; calls reach us at 203.0.113.9.");
        assertThat(pbx.heard()).hasSize(2);
    }

    @Test
    void registersAgainWhenTheNatGivesItAnotherPort() {
        pbx.seesThem("received=203.0.113.9;rport=40000");
        await(attach(trunk()), State.READY);

        pbx.seesThem("received=203.0.113.9;rport=40001");

        until("the new binding alone", () -> pbx.bindings().keySet().stream().allMatch(one -> one.endsWith(":40001")));
        assertThat(pbx.bindings()).hasSize(1);
    }

    @Test
    void followsARedirectionWithinTheTrunk() {
        try (var other = new SipRegistrar()) {
            pbx.says("302 Moved Temporarily", "Contact: <sip:127.0.0.1:" + other.port() + ">");

            await(attach(trunk()), State.READY);

            assertThat(other.isRegistered()).isTrue();
            assertThat(other.heard().getFirst().text()).startsWith("REGISTER sip:127.0.0.1:" + other.port() + " ");
        }
    }

    @Test
    void followsNoRedirectionToStrangers() {
        pbx.says("301 Moved Permanently", "Contact: <sip:127.0.0.2:5060>");
        var number = attach(trunk());

        await(number, State.FAILED);
        assertThat(line(number).why())
                .startsWith("The registrar redirects. SIP/2.0 301 Moved Permanently | Contact: <sip:127.0.0.2:5060>")
                .contains("not followed");
    }

    @Test
    void sharesOneRegistrationAmongNumbersAndKeepsItForTheLast() {
        var first = attach(trunk());
        var second = attach("+12025550101", trunk());
        await(first, State.READY);
        await(second, State.READY);
        assertThat(pbx.bindings()).hasSize(1);

        registrations.detach(first.id());
        rest(Duration.ofMillis(300));
        assertThat(pbx.isRegistered()).isTrue();

        registrations.detach(second.id());
        until("the binding to go", () -> !pbx.isRegistered());
        assertThat(pbx.heard().getLast().expires()).isZero();
    }

    @Test
    void takesThePlaceOfItsOwnBindingWhenThePasswordChanges() {
        var number = attach(trunk());
        await(number, State.READY);
        var contact = pbx.bindings().keySet();

        pbx.wantsPassword("another");
        var changed = again(number, withPassword(trunk(), "another"));

        until(
                "the change",
                () -> line(changed).history().size() == 4 && line(changed).state() == State.READY);
        assertThat(pbx.bindings().keySet()).isEqualTo(contact);
    }

    @Test
    void movesToAnotherTransportWithoutLeavingABindingBehind() {
        var number = attach(trunk());
        await(number, State.READY);

        again(number, trunk(Trunk.Transport.TCP));

        until(
                "the binding over TCP alone",
                () -> pbx.isRegistered()
                        && pbx.bindings().keySet().stream().allMatch(one -> one.endsWith(";transport=tcp")));
        assertThat(pbx.bindings()).hasSize(1);
    }

    @Test
    void triesAgainAtOnceWhenSomebodyChangesANumberOfAFailedLine() {
        pbx.says("403 Forbidden");
        var number = attach(trunk());
        await(number, State.FAILED);
        pbx.isItselfAgain();

        again(number, trunk());

        await(number, State.READY);
    }

    @Test
    void doesNotLetARegistrarThatHangsHoldUpAChange() {
        pbx.goesAway();
        var number = attach(trunk());
        rest(Duration.ofMillis(200));

        try (var other = new SipRegistrar()) {
            var before = System.nanoTime();
            await(again(number, at(other.port())), State.READY);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
        }
    }

    @Test
    void takesEveryBindingBackAtTheEnd() {
        await(attach(trunk()), State.READY);

        registrations.close();

        assertThat(pbx.isRegistered()).isFalse();
    }

    @Test
    void goesToTheNextServerOfANameAndStaysThere() {
        var dead = new Target(InetAddress.ofLiteral("127.0.0.1"), 9, Transport.UDP);
        var alive = new Target(InetAddress.ofLiteral("127.0.0.1"), pbx.port(), Transport.UDP);
        names.put("pbx.example.com", new Found.At(List.of(dead, alive)));
        pbx.grants(60);
        var number = attach(Trunks.registering("pbx.example.com", 5060, Optional.empty(), Trunks.PAI));
        await(number, State.READY);

        var before = System.nanoTime();
        var known = proofs();
        until("two refreshes", () -> proofs() >= known + 2);

        assertThat(line(number).state()).isEqualTo(State.READY);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void standsWhileTheNameServiceIsDownAndMovesWithTheName() {
        try (var other = new SipRegistrar()) {
            names.put("pbx.example.com", at("127.0.0.1", pbx.port()));
            pbx.grants(60);
            var number = attach(Trunks.registering("pbx.example.com", 5060, Optional.empty(), Trunks.PAI));
            await(number, State.READY);

            names.put("pbx.example.com", new Found.Nowhere("The name servers do not answer."));
            var known = proofs();
            until("a refresh all the same", () -> proofs() > known);
            assertThat(line(number).state()).isEqualTo(State.READY);

            names.put("pbx.example.com", at("127.0.0.1", other.port()));
            until("the registration to have moved", other::isRegistered);
        }
    }

    @Test
    void goesThroughItsOutboundProxyToARegistrarThatOnlyThatOneKnows() {
        await(
                attach(Trunks.registering("pbx.example.com", 5060, Optional.of("127.0.0.1:" + pbx.port()), Trunks.PAI)),
                State.READY);

        var request = pbx.heard().getLast();
        assertThat(request.text()).startsWith("REGISTER sip:pbx.example.com SIP/2.0\r\n");
        assertThat(request.header("Route")).isEqualTo("<sip:127.0.0.1:" + pbx.port() + ";transport=udp;lr>");
        assertThat(request.header("To")).isEqualTo("<sip:line7@pbx.example.com>");
        assertThat(lines.admits(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    }

    @Test
    void saysWhatTheNameServiceSaid() {
        names.put("pbx.example.com", new Found.Nowhere("DNS knows no pbx.example.com."));
        var number = attach(Trunks.registering("pbx.example.com", 5060, Optional.empty(), Trunks.PAI));

        await(number, State.FAILED);
        assertThat(line(number).why()).isEqualTo("DNS knows no pbx.example.com.");
    }

    @Test
    void writesDownWhatBecomesOfLines() {
        var number = attach(trunk());
        await(number, State.READY);

        until(
                "the notes",
                () -> notebook.kept.getOrDefault(number.id(), List.of()).size() == 2);
        assertThat(notebook.kept.get(number.id())).isEqualTo(line(number).history());
    }

    // ---- the stage -----------------------------------------------------------------------------------------------

    private Instant now() {
        return Instant.EPOCH.plusNanos((System.nanoTime() - began) * SPEED);
    }

    private Found find(String host, java.util.OptionalInt port, Transport transport) {
        return names.getOrDefault(
                host,
                new Found.At(List.of(new Target(InetAddress.ofLiteral("127.0.0.1"), port.orElse(5060), transport))));
    }

    private static Found at(String address, int port) {
        return new Found.At(List.of(new Target(InetAddress.ofLiteral(address), port, Transport.UDP)));
    }

    private SipRegistration trunk() {
        return at(pbx.port());
    }

    private SipRegistration trunk(Trunk.Transport transport) {
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

    private static SipRegistration at(int port) {
        return Trunks.registering("127.0.0.1", port, Optional.empty(), Trunks.PAI);
    }

    private static SipRegistration withPassword(SipRegistration trunk, String password) {
        return new SipRegistration(
                trunk.username(),
                Secret.of(password),
                trunk.registrar(),
                trunk.port(),
                trunk.outboundProxy(),
                trunk.authUser(),
                trunk.transport());
    }

    private PhoneNumber attach(SipRegistration trunk) {
        return attach("+12025550100", trunk);
    }

    private PhoneNumber attach(String number, SipRegistration trunk) {
        return attached(UUID.randomUUID(), number, trunk);
    }

    private PhoneNumber again(PhoneNumber number, SipRegistration trunk) {
        return attached(number.id(), number.number(), trunk);
    }

    private PhoneNumber attached(UUID id, String number, SipRegistration trunk) {
        var made = new PhoneNumber(
                id, new UUID(0, 1), Optional.empty(), number, trunk, Optional.empty(), Map.of(), Instant.EPOCH, now());
        registrations.attach(made, trunk, List.of());
        return made;
    }

    private LineStatus line(PhoneNumber number) {
        return registrations.status(number.id()).orElseThrow();
    }

    private void await(PhoneNumber number, State state) {
        try {
            until("a line that is " + state, () -> line(number).state() == state);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + " It is " + line(number) + "; heard: " + pbx.heard(), e);
        }
    }

    private static void until(String what, java.util.function.BooleanSupplier here) {
        Patience.until(what, SOON, here);
    }

    private static void rest(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private long proofs() {
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

    private static final class Notebook implements LineHistories {
        private final Map<UUID, List<Change>> kept = new ConcurrentHashMap<>();

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
