package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.provider.sip.Called.Named;
import chorus.provider.sip.SipLines.Match;
import chorus.secret.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    /// What the Contact of user `u` is called.
    private static final String LINE = account(FIRST).line();

    private final SipLines lines = new SipLines();

    @Test
    void admitsTheRegistrarAndNobodyElse() {
        register(FIRST);

        assertThat(lines.admits(PBX)).isTrue();
        assertThat(lines.admits(InetAddress.ofLiteral("192.0.2.2"))).isFalse();
        assertThat(lines.find(InetAddress.ofLiteral("192.0.2.2"), called(LINE, "", "")))
                .isEqualTo(new Match.Stranger());
    }

    @Test
    void readsTheNumberFromTheRequestUri() {
        register(FIRST, SECOND);

        assertThat(find("12025550101", "+12025550100", "")).isEqualTo(new Match.RegisteredLine(SECOND, "Request-URI"));
    }

    @Test
    void readsTheNumberFromToWhenTheRequestUriIsOurContact() {
        register(FIRST, SECOND);

        assertThat(find(LINE, "+12025550101", "")).isEqualTo(new Match.RegisteredLine(SECOND, "To"));
    }

    @Test
    void readsTheNumberFromTheCalledPartyWhenToNamesTheAccount() {
        register(FIRST, SECOND);

        assertThat(find(LINE, "u", "+12025550101")).isEqualTo(new Match.RegisteredLine(SECOND, "P-Called-Party-ID"));
    }

    @Test
    void givesALoneNumberWhateverComes() {
        register(FIRST);

        assertThat(find("anything", "else", ""))
                .isEqualTo(new Match.RegisteredLine(FIRST, "the registration's only number"));
    }

    @Test
    void givesNoNumberOfAnotherRegistrationAtTheSameRegistrar() {
        register(FIRST);
        register(ELSEWHERE);

        assertThat(find(LINE, "+12025550102", ""))
                .isEqualTo(new Match.RegisteredLine(FIRST, "the registration's only number"));
        assertThat(find("v", "", "")).isEqualTo(new Match.RegisteredLine(ELSEWHERE, "the registration's only number"));
        assertThat(find("nobody", "", "")).isInstanceOf(Match.UnknownNumber.class);
    }

    @Test
    void doesNotGuessAmongSeveral() {
        register(FIRST, SECOND);

        assertThat(find(LINE, "u", "")).isInstanceOf(Match.UnknownNumber.class);
    }

    @Test
    void knowsNobodyAtARegistrarThatWasLeft() {
        register(FIRST, SECOND);
        lines.registered().remove(account(FIRST), FIRST);

        assertThat(find("anything", "", ""))
                .isEqualTo(new Match.RegisteredLine(SECOND, "the registration's only number"));

        lines.registered().remove(account(SECOND), SECOND);
        assertThat(lines.admits(PBX)).isTrue();
        assertThat(lines.find(PBX, called("anything", "", ""))).isEqualTo(new Match.Stranger());

        lines.registered().left(account(SECOND));
        assertThat(lines.admits(PBX)).isFalse();
    }

    @Test
    void keepsAnAccountThatGotANumberAgainBeforeItsRegistrarWasLeft() {
        register(FIRST);
        lines.registered().remove(account(FIRST), FIRST);
        lines.registered().add(account(SECOND), SECOND);
        lines.registered().left(account(FIRST));

        assertThat(find("anything", "", ""))
                .isEqualTo(new Match.RegisteredLine(SECOND, "the registration's only number"));
    }

    @Test
    void followsARegistrarThatMoves() {
        var elsewhere = InetAddress.ofLiteral("192.0.2.77");
        register(FIRST);
        lines.registered().at(account(FIRST), Set.of(elsewhere));

        assertThat(lines.admits(PBX)).isFalse();
        assertThat(lines.find(elsewhere, called(LINE, "", "")))
                .isEqualTo(new Match.RegisteredLine(FIRST, "the registration's only number"));
    }

    @Test
    void takesCallsFromTheSamePlaceForAnAccountThatTookTheOthers() {
        var changed = number("+12025550100", "u", "another secret");
        register(FIRST);
        lines.registered().add(account(changed), changed);
        lines.registered().inherit(account(changed), account(FIRST));
        lines.registered().remove(account(FIRST), FIRST);
        assertThat(find(LINE, "", "")).isEqualTo(new Match.RegisteredLine(changed, "the registration's only number"));

        lines.registered().left(account(FIRST));

        assertThat(find(LINE, "", "")).isEqualTo(new Match.RegisteredLine(changed, "the registration's only number"));
    }

    /// Against thousands of accounts at one address, walking them would take minutes here.
    @Test
    void findsAndChangesNumbersQuicklyAmongThousandsOfAccountsAtOneAddress() {
        var numbers = new ArrayList<PhoneNumber>();
        for (var i = 0; i < 20_000; i++) {
            numbers.add(number("+1202" + (5_000_000 + i), "user" + i));
        }
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            numbers.forEach(this::register);
            for (var number : numbers) {
                assertThat(find(account(number).line(), "", ""))
                        .isEqualTo(new Match.RegisteredLine(number, "the registration's only number"));
                assertThat(find(number.number(), "", "")).isEqualTo(new Match.RegisteredLine(number, "Request-URI"));
            }
            assertThat(lines.registered().crowd(Set.of(PBX))).isEqualTo(20_000);
            numbers.forEach(number -> {
                lines.registered().remove(account(number), number);
                lines.registered().left(account(number));
            });
            assertThat(lines.admits(PBX)).isFalse();
        });
    }

    @Test
    void hearsAnAccountFromItsOwnServersAndNotFromThoseOfOthersThere() {
        var second = InetAddress.ofLiteral("192.0.2.2");
        var evil = InetAddress.ofLiteral("192.0.2.66");
        lines.registered().add(account(FIRST), FIRST);
        lines.registered().at(account(FIRST), Set.of(PBX, second));
        lines.registered().add(account(ELSEWHERE), ELSEWHERE);
        lines.registered().at(account(ELSEWHERE), Set.of(PBX, evil));

        assertThat(lines.sources(FIRST.trunk())).accepts(PBX, second);
        assertThat(lines.sources(FIRST.trunk())).rejects(evil, InetAddress.ofLiteral("192.0.2.3"));
    }

    private Match find(String request, String to, String party) {
        return lines.find(PBX, called(request, to, party));
    }

    private static Called called(String request, String to, String party) {
        return new Called(request, List.of(new Named("To", to), new Named("P-Called-Party-ID", party)));
    }

    private void register(PhoneNumber... numbers) {
        for (var number : numbers) {
            lines.registered().add(account(number), number);
        }
        lines.registered().at(account(numbers[0]), Set.of(PBX));
    }

    private static Account account(PhoneNumber number) {
        return Account.of((Trunk.SipRegistration) number.trunk());
    }

    private static PhoneNumber number(String number, String username) {
        return number(number, username, "secret");
    }

    private static PhoneNumber number(String number, String username, String password) {
        var trunk = new Trunk.SipRegistration(
                username,
                Secret.of(password),
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
