package chorus.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private static final String CHALLENGE = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", nonce=\""
            + NONCE + "\", opaque=\"FQhe\", algorithm=";
    private final Digest digest = new Digest(
            new Credentials("Mufasa", () -> "Circle of Life"), () -> "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

    @Test
    void answersTheMd5ExampleOfRfc7616() {
        assertThat(digest.take(asked(CHALLENGE + "md5"))).isEmpty();
        assertThat(answer()).contains("8ca523f5e9506fed4657c9700eebdbec", "nc=00000001", "opaque=\"FQhe\"");
    }

    @Test
    void prefersSha256AndAnswersTheExampleOfRfc7616() {
        assertThat(digest.take(asked(CHALLENGE + "MD5, " + CHALLENGE + "SHA-256")))
                .isEmpty();
        assertThat(answer()).contains("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }

    @Test
    void doesNotAnswerTheSameNonceTwiceUnlessItIsStale() {
        digest.take(asked(CHALLENGE + "MD5"));
        assertThat(digest.take(asked(CHALLENGE + "MD5, stale=true"))).isEmpty();
        assertThat(digest.take(asked(CHALLENGE + "MD5"))).isPresent();
    }

    @Test
    void takesASecondChallengeForANoUnlessTheNonceWasStale() {
        digest.take(asked(CHALLENGE + "MD5"));

        assertThat(digest.take(asked("Digest realm=\"http-auth@example.org\", nonce=\"new\"")))
                .contains("The far side does not accept the user name or the password.");
    }

    @Test
    void answersTheChallengeOfAnotherServer() {
        digest.take(asked(CHALLENGE + "MD5"));
        digest.elsewhere();

        assertThat(digest.headers("REGISTER", "sip:example.org")).isEmpty();
        assertThat(digest.take(asked(CHALLENGE + "MD5"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHALLENGE + "MD5-sess",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
                "Digest realm=\"r\", nonce=\"n\", algorithm=AKAv1-MD5",
                "Digest nonce=\"n\"",
                "Basic realm=\"r\"",
                ""
            })
    void refusesWhatItCannotCompute(String challenge) {
        assertThat(digest.take(asked(challenge))).isPresent();
    }

    private String answer() {
        return digest.headers("GET", "/dir/index.html").getFirst().value();
    }

    private static SipResponse asked(String challenge) {
        var request = SipRequest.to("REGISTER", SipUri.sip("", "example.org", -1))
                .header("Via", "SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKa")
                .header("From", "<sip:a@example.org>;tag=1")
                .header("To", "<sip:a@example.org>")
                .header("Call-ID", "c")
                .header("CSeq", "1 REGISTER")
                .build();
        return SipResponse.answering(request, 401, "Unauthorized")
                .header("WWW-Authenticate", challenge)
                .build();
    }
}
