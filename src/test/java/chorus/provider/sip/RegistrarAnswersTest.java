package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.SipRegistrar;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.Trunk;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What registrars answer, and what is made of it.
class RegistrarAnswersTest extends RegistrarStage {
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
}
