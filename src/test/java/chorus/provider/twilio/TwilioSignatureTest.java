package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.twilio.Signing;
import chorus.secret.Secret;
import chorus.web.Visit;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioSignatureTest {
    private static final String FORM =
            "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
    private static final String SDK = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static final String JSON = "{\"property\": \"value\", \"boolean\": true}";
    private static final String HASHED =
            "/myapp.php?foo=1&bar=2&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    private final TwilioSignature ours = new TwilioSignature(List.of(Secret.of("12345")));

    /// Vectors of Twilio's documentation and of its helper libraries, and two of our own for sockets.
    @ParameterizedTest
    @CsvSource({
        "https://mycompany.com/myapp.php?foo=1&bar=2,      RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com/myapp.php?foo=1&bar=2,      kvajT1Ptam85bY51eRf/AJRuM3w=",
        "https://mycompany.com:443/myapp.php?foo=1&bar=2,  RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com:1234/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://user:pass@mycompany.com/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com/myapp.php?foo=1&bar=2#rc=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "http://mycompany.com/myapp.php?foo=1&bar=2,       0ZXoZLH/DfblKGATFgpif+LLRf4=",
        "http://mycompany.com:80/myapp.php?foo=1&bar=2,    0ZXoZLH/DfblKGATFgpif+LLRf4=",
        "http://mycompany.com:1234/myapp.php?foo=1&bar=2,  Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
    })
    void verifiesTheFormsOfTheHelperLibraries(String url, String signature) {
        assertThat(ours.signs(url, PostedForm.parse(FORM), signature)).isTrue();
    }

    @Test
    void verifiesTheExampleOfTheDocumentation() {
        var form = PostedForm.parse(
                "CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234&From=%2B14158675310&To=%2B18005551212");
        assertThat(ours.signs("https://example.com/myapp.php?foo=1&bar=2", form, "L/OH5YylLD5NRKLltdqwSvS0BnU="))
                .isTrue();
    }

    @Test
    void verifiesARequestWithoutAForm() {
        assertThat(ours.signs(SDK, PostedForm.empty(), "zYQTYrRWXE7LtzbG4PfP7/bkkGo="))
                .isTrue();
        assertThat(ours.signs(
                        "https://mycompany.com",
                        visit("GET", "/myapp.php?foo=1&bar=2", "", "zYQTYrRWXE7LtzbG4PfP7/bkkGo=")))
                .isTrue();
    }

    @Test
    void aFieldThatComesSeveralTimesIsSignedWithEachValueOnce() {
        var form = PostedForm.parse("Digits=5678&Sid=CA123&Digits=1234&SidAccount=AC123&Digits=1234");
        assertThat(ours.signs(SDK, form, "IK+Dwps556ElfBT0I3Rgjkr1wJU=")).isTrue();
    }

    @Test
    void aBodyThatIsNoFormIsSignedByItsHashInTheUrl() {
        var signature = "a9nBmqA0ju/hNViExpshrM61xv4=";
        assertThat(ours.signs("https://mycompany.com", visit("POST", HASHED, JSON, signature)))
                .isTrue();
        assertThat(ours.signs("https://mycompany.com", visit("POST", HASHED, JSON + " ", signature)))
                .isFalse();
        assertThat(ours.signs(
                        "https://mycompany.com",
                        visit("POST", "/myapp.php?foo=1&bar=2", JSON, "zYQTYrRWXE7LtzbG4PfP7/bkkGo=")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Ko8aymfVk0cCegaxVKH0ZCvSyf4=", "2FSgdRajF1AcedC3OxeCdxXJk50="})
    void aSocketIsSignedWithOrWithoutASlashAtItsEnd(String signature) {
        assertThat(ours.signsSocket("wss://example.com", visit("GET", "/twilio/media", "", signature)))
                .isTrue();
    }

    @Test
    void aSocketIsSignedWithOrWithoutItsPort() {
        var withPort = Signing.sign("12345", "wss://example.com:443/twilio/media/", Map.of());
        assertThat(ours.signsSocket("wss://example.com", visit("GET", "/twilio/media", "", withPort)))
                .isTrue();
    }

    @Test
    void theQueryIsTakenAsItCame() {
        var signature = Signing.sign("12345", "https://h:443/v?x=a%2Bb%26c", Map.of());
        assertThat(ours.signs("https://h", visit("GET", "/v?x=a%2Bb%26c", "", signature)))
                .isTrue();
        assertThat(ours.signs(
                        "https://h:8443",
                        visit("GET", "/v?x=a%2Bb%26c", "", Signing.sign("12345", "https://h/v?x=a%2Bb%26c", Map.of()))))
                .isTrue();
        assertThat(ours.signs("https://h", visit("GET", "/v?x=a+b%26c", "", signature)))
                .isFalse();
    }

    @Test
    void bothTokensOfARotationSign() {
        var both = new TwilioSignature(List.of(Secret.of("new"), Secret.of("12345")));
        assertThat(both.signs(SDK, PostedForm.parse(FORM), "RSOYDt4T1cUTdK1PDd93/VVr8B8="))
                .isTrue();
    }

    @Test
    void whatIsNotSignedAsItStandsIsNotVerified() {
        var signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
        assertThat(ours.signs(SDK, PostedForm.parse(FORM + "&More=1"), signature))
                .isFalse();
        assertThat(ours.signs(SDK, PostedForm.parse(FORM.replace("1234&F", "123&F")), signature))
                .isFalse();
        assertThat(ours.signs("https://other.com/myapp.php?foo=1&bar=2", PostedForm.parse(FORM), signature))
                .isFalse();
        assertThat(ours.signs("https://mycompany.com/myapp.php?bar=2&foo=1", PostedForm.parse(FORM), signature))
                .isFalse();
        assertThat(ours.signs(SDK, PostedForm.parse(FORM), "")).isFalse();
        assertThat(new TwilioSignature(List.of()).signs(SDK, PostedForm.parse(FORM), signature))
                .isFalse();
        assertThat(ours.signs("not a url", PostedForm.parse(FORM), signature)).isFalse();
    }

    @Test
    void aRequestWithoutTheHeaderIsNotVerified() {
        var bare = new Visit("GET", "/myapp.php?foo=1&bar=2", Map.of(), Buffer.buffer(), "192.0.2.1");
        assertThat(ours.signs("https://mycompany.com", bare)).isFalse();
        assertThat(ours.signsSocket("wss://mycompany.com", bare)).isFalse();
    }

    @Test
    void valuesAreNeitherTrimmedNorLeftOut() {
        var form = PostedForm.parse("A=+x+&B=&C");
        var signature = Signing.sign("12345", SDK, Map.of("A", List.of(" x "), "B", List.of(""), "C", List.of("")));
        assertThat(ours.signs(SDK, form, signature)).isTrue();
    }

    private static Visit visit(String method, String target, String body, String signature) {
        return new Visit(
                method,
                target,
                Map.of("x-twilio-signature", signature, "content-type", "application/json"),
                Buffer.buffer(body),
                "192.0.2.1");
    }
}
