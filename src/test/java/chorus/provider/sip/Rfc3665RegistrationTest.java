package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Patience;
import chorus.fake.SipFarEnd;
import chorus.fake.SipFarEnd.Asked;
import chorus.phonebook.LineHistories;
import chorus.phonebook.LineStatus;
import chorus.phonebook.LineStatus.Change;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.SipStyle.CallerId;
import chorus.phonebook.Trunk.SipRegistration;
import chorus.provider.Dialling;
import chorus.provider.LineJournal;
import chorus.provider.sip.Directory.Found;
import chorus.provider.sip.Registrar.House;
import chorus.sip.SipCore;
import chorus.sip.SipEndpoint;
import chorus.sip.SipOptions;
import chorus.sip.dialog.IncomingInvite;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The registration flows of RFC 3665 §2, with us as the client. §2.3 is a query that we never ask: what a
/// registrar keeps of us is in every answer.
class Rfc3665RegistrationTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private final SipFarEnd registrar = SipFarEnd.onUdp();
    private final SipLines lines = new SipLines();
    private final Directory directory = (host, port, wanted) ->
            new Found.At(List.of(new Target(HERE, port.orElse(5060), wanted.orElse(Transport.UDP))));
    private final LineJournal journal = new LineJournal(new Blank());
    private final Registrations registrations = new Registrations(
            new House(directory, lines.registered(), journal, new RegistrationCounts(), Tempo.of(Clock.systemUTC())));
    private final SipEndpoint endpoint = SipEndpoint.open(SipOptions.at(HERE, 0), new Open());
    private final Dialling line = Trunks.dialling(
            Trunks.registering("pbx.example.com", registrar.port(), Optional.empty(), CallerId.FROM),
            "1000",
            Map.of(),
            Duration.ofSeconds(30));

    /// Remembers nothing of lines.
    private record Blank() implements LineHistories {
        @Override
        public Map<UUID, List<Change>> all() {
            return Map.of();
        }

        @Override
        public void keep(Map<UUID, List<Change>> histories) {}
    }

    private record Open() implements SipCore {
        @Override
        public boolean admits(InetAddress source, Transport transport) {
            return true;
        }

        @Override
        public void invited(IncomingInvite invite) {
            invite.refuse(486, "Busy Here");
        }
    }

    @AfterEach
    void close() {
        registrar.close();
        registrations.close();
        endpoint.close();
    }

    @Test
    void section21SuccessfulNewRegistration() {
        var first = begins();
        assertThat(first.text())
                .startsWith("REGISTER sip:pbx.example.com")
                .contains("\r\nMax-Forwards: 70\r\n")
                .doesNotContain("Authorization");
        assertThat(first.line("To")).isEqualTo("To: <sip:line7@pbx.example.com>");
        first.answers("401 Unauthorized", challenge("1"));

        var second = registrar.hears("REGISTER");
        assertThat(second.line("Call-ID")).isEqualTo(first.line("Call-ID"));
        assertThat(second.line("CSeq")).isEqualTo("CSeq: 2 REGISTER");
        assertThat(second.line("Contact")).isEqualTo(first.line("Contact"));
        assertThat(second.line("Authorization"))
                .contains("username=\"line7\"", "realm=\"pbx.example.com\"", "nonce=\"1\"", "opaque=\"o\"");
        second.answers("200 OK", second.line("Contact") + ";expires=3600");

        awaits(State.READY);
    }

    @Test
    void section22UpdateOfContactList() {
        var first = begins();
        var other = "Contact: <sip:line7@192.0.2.77>;expires=3600";
        first.answers("200 OK", other, first.line("Contact") + ";expires=2");
        awaits(State.READY);

        var refresh = registrar.hears("REGISTER");
        assertThat(refresh.line("Call-ID")).isEqualTo(first.line("Call-ID"));
        assertThat(refresh.cseq()).isGreaterThan(first.cseq());
        assertThat(refresh.line("Contact")).isEqualTo(first.line("Contact"));
        refresh.answers("200 OK", other, refresh.line("Contact") + ";expires=3600");
        Patience.until(
                "the line to be registered for longer",
                () -> status().until().isPresent()
                        && status().until()
                                .get()
                                .isAfter(Clock.systemUTC().instant().plusSeconds(3000)));
    }

    @Test
    void section24CancellationOfRegistration() {
        var first = begins();
        first.answers("200 OK", first.line("Contact") + ";expires=3600");
        awaits(State.READY);

        registrations.detach(line.number().id());

        var last = registrar.hears("REGISTER");
        assertThat(last.text()).contains("\r\nExpires: 0\r\n");
        assertThat(last.line("Contact")).as("others' bindings stay").isEqualTo(first.line("Contact"));
        assertThat(last.cseq()).isGreaterThan(first.cseq());
        last.answers("200 OK");
    }

    @Test
    void section25UnsuccessfulRegistration() {
        begins().answers("401 Unauthorized", challenge("1"));
        var asked = registrar.hears("REGISTER");
        assertThat(asked.line("Authorization")).contains("nonce=\"1\"");
        asked.answers("401 Unauthorized", challenge("2"));

        awaits(State.FAILED);
        assertThat(status().why()).contains("401 Unauthorized");
        assertThat(registrar.isIdle()).isTrue();
    }

    private Asked begins() {
        registrations.start(endpoint);
        registrations.attach(line.number(), (SipRegistration) line.number().trunk(), List.of());
        return registrar.hears("REGISTER");
    }

    private LineStatus status() {
        return registrations.status(line.number().id()).orElseThrow();
    }

    private void awaits(State state) {
        Patience.until("the line to be " + state, () -> status().state() == state);
    }

    private static String challenge(String nonce) {
        return "WWW-Authenticate: Digest realm=\"pbx.example.com\", qop=\"auth\", nonce=\"" + nonce
                + "\", opaque=\"o\", stale=FALSE, algorithm=MD5";
    }
}
