package chorus.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sip:+12025550100@192.0.2.1 | sip | +12025550100 | 192.0.2.1 | -1",
                "sip:%2B12025550100@192.0.2.1:5080 | sip | +12025550100 | 192.0.2.1 | 5080",
                "SIP:+12025550100;phone-context=example.com@PBX.example.com;user=phone | sip | +12025550100 | pbx.example.com | -1",
                "sips:ann:secret@[2001:db8::1]:5061 | sips | ann | 2001:db8::1 | 5061",
                "sip:example.com | sip | '' | example.com | -1",
                "tel:+1-202-555-0100;phone-context=example.com | tel | +1-202-555-0100 | '' | -1",
                "sip:what?@example.com?Subject=a%20b | sip | what? | example.com | -1"
            })
    void readsAndWritesWhoIsMeant(String text, String scheme, String user, String host, int port) {
        var uri = SipUri.parse(text).orElseThrow();
        assertThat(uri.scheme()).isEqualTo(scheme);
        assertThat(uri.user()).isEqualTo(user);
        assertThat(uri.host()).isEqualTo(host);
        assertThat(uri.port()).isEqualTo(port);
        assertThat(SipUri.parse(uri.toString())).hasValue(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip",
                "sip:",
                "sip:@example.com",
                "sip:a@",
                "sip:a@b@c",
                "sip:a@exa mple.com",
                "sip:a@b:port",
                "sip:a@b:65536",
                "sip:a@[::1",
                "sip:%zz@b",
                "sip:a%4@b",
                "tel:",
                "tel:hello",
                "<sip:a@b>"
            })
    void refusesWhatIsNone(String text) {
        assertThat(SipUri.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:%0A@b", "sip:a%00b;x=y:pw@b", "sip:%7f@b"})
    void keepsANameWithEscapedControlCharactersAsItCame(String text) {
        assertThat(SipUri.parse(text)).hasValueSatisfying(uri -> {
            assertThat(uri.user()).isEmpty();
            assertThat(uri).hasToString(text);
        });
    }

    @Test
    void findsAParameterHoweverItIsWritten() {
        var uri = SipUri.parse("sip:a@b;%6C%72;n%61me=v%61lue%25%34%31;Plain=x").orElseThrow();
        assertThat(uri.parameter("lr")).hasValue("");
        assertThat(uri.parameter("name")).hasValue("value%41");
        assertThat(uri.parameter("plain")).hasValue("x");
        assertThat(uri.parameter("other")).isEmpty();
        assertThat(uri).hasToString("sip:a@b;%6c%72;n%61me=v%61lue%25%34%31;plain=x");
    }

    @Test
    void keepsTheParametersOfTheUserPart() {
        assertThat(SipUri.parse("sip:+12025550100;phone-context=a.b@c"))
                .hasValueSatisfying(uri -> assertThat(uri.userParams()).isEqualTo(";phone-context=a.b"));
    }

    @Test
    void nothingCanBeSmuggledInThroughAHeader() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Header("Reason", "x\r\nVia: y"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Header("Bad Name", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Header("X", "a\u0000b"));
    }
}
