package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.phonebook.AddressRange;
import chorus.phonebook.SipStyle;
import chorus.phonebook.SipStyle.CallerId;
import chorus.phonebook.Trunk;
import chorus.sip.message.Header;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallPartiesTest {
    private static final String OURS = "198.51.100.9";

    @ParameterizedTest
    @CsvSource({
        "FROM, sip:+12025550100@pbx.example.com, '', ''",
        "FROM_PAI, sip:+12025550100@pbx.example.com, <sip:+12025550100@pbx.example.com>, ''",
        "FROM_RPID, sip:+12025550100@pbx.example.com, '', <sip:+12025550100@pbx.example.com>;party=calling;screen=yes;privacy=off",
        "PAI, sip:line7@pbx.example.com, <sip:+12025550100@pbx.example.com>, ''",
        "RPID, sip:line7@pbx.example.com, '', <sip:+12025550100@pbx.example.com>;party=calling;screen=yes;privacy=off",
    })
    void aRegisteredLineNamesItsNumberAsTheTrunkWants(CallerId wanted, String from, String asserted, String remote) {
        var trunk = Trunks.registering("pbx.example.com", 5060, Optional.empty(), wanted);

        var parties = parties(trunk, "+442071838750", Map.of());

        assertThat(parties.from().uri()).hasToString(from);
        assertThat(value(parties, "P-Asserted-Identity")).isEqualTo(asserted);
        assertThat(value(parties, "Remote-Party-ID")).isEqualTo(remote);
        assertThat(parties.requestUri()).hasToString("sip:+442071838750@pbx.example.com");
        assertThat(parties.to()).hasToString("<sip:+442071838750@pbx.example.com>");
    }

    @ParameterizedTest
    @CsvSource({"[2001:db8::1], [2001:db8::1]", "2001:db8::1, [2001:db8::1]", "pbx.example.com., pbx.example.com"})
    void writesTheRegistrarAsAUriDoes(String registrar, String host) {
        var parties = parties(Trunks.registering(registrar, 5060, Optional.empty(), CallerId.PAI), "1000", Map.of());

        assertThat(parties.requestUri()).hasToString("sip:1000@" + host);
        assertThat(parties.from()).hasToString("<sip:line7@" + host + ">");
    }

    @Test
    void aLineOfKnownAddressesCallsFromOurOwnAddressToTheirs() {
        var parties = parties(Trunks.listing("192.0.2.7", 5070, CallerId.FROM_PAI), "1000", Map.of());

        assertThat(parties.requestUri()).hasToString("sip:1000@192.0.2.7:5070");
        assertThat(parties.from()).hasToString("<sip:+12025550100@" + OURS + ">");
        assertThat(value(parties, CallParties.CALL_ID)).isEqualTo("00000000-0000-0007-0000-000000000007");
    }

    @Test
    void writesDigitsOnlyWhereTheTrunkWantsDigits() {
        var style = new SipStyle(SipStyle.Srtp.OFF, CallerId.FROM_PAI, SipStyle.NumberFormat.DIGITS);
        var trunk = new Trunk.SipAllowlist(AddressRange.parse("192.0.2.7"), 5060, Trunk.Transport.UDP, style);

        var parties = parties(trunk, "+442071838750", Map.of());

        assertThat(parties.requestUri().user()).isEqualTo("442071838750");
        assertThat(parties.from().uri().user()).isEqualTo("12025550100");
        assertThat(value(parties, "P-Asserted-Identity")).isEqualTo("<sip:12025550100@" + OURS + ">");
    }

    @Test
    void carriesTheCallsOwnHeaders() {
        var parties = parties(Trunks.listing("192.0.2.7", 5060, CallerId.FROM), "1000", Map.of("X-Campaign", "spring"));

        assertThat(value(parties, "X-Campaign")).isEqualTo("spring");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nVia: x", "a\nb", "a\0b"})
    void letsNoHeaderBreakItsLine(String value) {
        var trunk = Trunks.listing("192.0.2.7", 5060, CallerId.FROM);

        assertThatThrownBy(() -> parties(trunk, "1000", Map.of("X-Campaign", value)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via", "contact", "i", "Proxy-Authorization", "P-Asserted-Identity", "X-Chorus-Call-Id"})
    void letsNoHeaderTakeThePlaceOfOurs(String name) {
        var trunk = Trunks.listing("192.0.2.7", 5060, CallerId.FROM);

        assertThatThrownBy(() -> parties(trunk, "1000", Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static CallParties parties(Trunk trunk, String to, Map<String, String> headers) {
        return CallParties.of(Trunks.dialling(trunk, to, headers, Duration.ofSeconds(30)), OURS);
    }

    private static String value(CallParties parties, String name) {
        return parties.more().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }
}
