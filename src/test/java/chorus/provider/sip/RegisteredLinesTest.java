package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.provider.sip.Called.Named;
import chorus.provider.sip.SipLines.Match;
import chorus.secret.Secret;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RegisteredLinesTest {
    private static final InetAddress PBX = InetAddress.ofLiteral("192.0.2.1");
    private static final PhoneNumber FIRST = number("+12025550100", "u");
    private static final PhoneNumber SECOND = number("+12025550101", "u");
    private static final PhoneNumber ELSEWHERE = number("+12025550102", "v");

    private final SipLines lines = new SipLines();

    @Test
    void admitsTheRegistrarAndNobodyElse() {
        register("line1", FIRST);

        assertThat(lines.admits(PBX)).isTrue();
        assertThat(lines.admits(InetAddress.ofLiteral("192.0.2.2"))).isFalse();
        assertThat(lines.find(InetAddress.ofLiteral("192.0.2.2"), called("line1", "", "")))
                .isEqualTo(new Match.Stranger());
    }

    @Test
    void readsTheNumberFromTheRequestUri() {
        register("line1", FIRST, SECOND);

        assertThat(find("12025550101", "+12025550100", "")).isEqualTo(new Match.RegisteredLine(SECOND, "Request-URI"));
    }

    @Test
    void readsTheNumberFromToWhenTheRequestUriIsOurContact() {
        register("line1", FIRST, SECOND);

        assertThat(find("line1", "+12025550101", "")).isEqualTo(new Match.RegisteredLine(SECOND, "To"));
    }

    @Test
    void readsTheNumberFromTheCalledPartyWhenToNamesTheAccount() {
        register("line1", FIRST, SECOND);

        assertThat(find("line1", "u", "+12025550101")).isEqualTo(new Match.RegisteredLine(SECOND, "P-Called-Party-ID"));
    }

    @Test
    void givesALoneNumberWhateverComes() {
        register("line1", FIRST);

        assertThat(find("anything", "else", ""))
                .isEqualTo(new Match.RegisteredLine(FIRST, "the registration's only number"));
    }

    @Test
    void givesNoNumberOfAnotherRegistrationAtTheSameRegistrar() {
        register("line1", FIRST);
        register("line2", ELSEWHERE);

        assertThat(find("line1", "+12025550102", ""))
                .isEqualTo(new Match.RegisteredLine(FIRST, "the registration's only number"));
        assertThat(find("v", "", "")).isEqualTo(new Match.RegisteredLine(ELSEWHERE, "the registration's only number"));
        assertThat(find("nobody", "", "")).isInstanceOf(Match.UnknownNumber.class);
    }

    @Test
    void doesNotGuessAmongSeveral() {
        register("line1", FIRST, SECOND);

        assertThat(find("line1", "u", "")).isInstanceOf(Match.UnknownNumber.class);
    }

    @Test
    void takesTheServersOfOneRegistrarForOnePeer() {
        var second = InetAddress.ofLiteral("192.0.2.2");
        var account = Account.of((Trunk.SipRegistration) FIRST.trunk());
        lines.registered().put(account, "line1", Set.of(PBX, second), List.of(FIRST));

        assertThat(lines.areOnePeer(PBX, second)).isTrue();
        assertThat(lines.areOnePeer(PBX, InetAddress.ofLiteral("192.0.2.3"))).isFalse();
    }

    private Match find(String request, String to, String party) {
        return lines.find(PBX, called(request, to, party));
    }

    private static Called called(String request, String to, String party) {
        return new Called(request, List.of(new Named("To", to), new Named("P-Called-Party-ID", party)));
    }

    private void register(String line, PhoneNumber... numbers) {
        var account = Account.of((Trunk.SipRegistration) numbers[0].trunk());
        lines.registered().put(account, line, Set.of(PBX), List.of(numbers));
    }

    private static PhoneNumber number(String number, String username) {
        var trunk = new Trunk.SipRegistration(
                username,
                Secret.of("secret"),
                "pbx.example.com",
                5060,
                Optional.empty(),
                Optional.empty(),
                Trunk.Transport.UDP);
        return new PhoneNumber(
                UUID.randomUUID(),
                new UUID(0, 1),
                Optional.empty(),
                number,
                trunk,
                Optional.empty(),
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
