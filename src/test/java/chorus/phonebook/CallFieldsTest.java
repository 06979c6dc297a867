package chorus.phonebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The fields that say how calls of a number are placed, paced and paid.
class CallFieldsTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:30:00Z");
    private static final Map<String, Object> REGISTRATION = Map.of(
            "number", "4711", "provider", "sip", "sipUsername", "u", "sipPassword", "p", "sipProxy", "pbx.example.com");
    private static final Map<String, Object> ALLOWLIST =
            Map.of("number", "+12025550100", "provider", "sip", "sipMode", "ip_allowlist", "sipIp", "192.0.2.10");
    private static final Map<String, Object> VOXIMPLANT = Map.of("number", "+12025550100", "provider", "voximplant");

    @Test
    void areTheStandardUnlessSaidOtherwise() {
        assertThat(number(form(ALLOWLIST)).rules()).isEqualTo(CallRules.STANDARD);
        assertThat(PhoneNumberForm.of(number(form(ALLOWLIST))).visible())
                .containsEntry("sipSrtp", "off")
                .containsEntry("sipCallerId", "from_pai")
                .containsEntry("sipNumberFormat", "e164")
                .containsEntry("ringTimeoutSeconds", 30L)
                .containsEntry("callsPerSecond", 1)
                .containsEntry("maxConcurrentCalls", null)
                .containsEntry("pricePerMinute", null)
                .containsEntry("inboundHeaders", List.of());
        assertThat(form(REGISTRATION).visible()).containsEntry("sipCallerId", "pai");
        assertThat(PhoneNumberForm.of(number(form(VOXIMPLANT))).visible())
                .containsKey("callsPerSecond")
                .doesNotContainKeys("inboundHeaders", "sipSrtp");
    }

    @Test
    void areReadWhenTheyAreGiven() {
        var number = number(form(REGISTRATION)
                .with(Map.of(
                        "ringTimeoutSeconds",
                        45,
                        "callsPerSecond",
                        5,
                        "maxConcurrentCalls",
                        0,
                        "pricePerMinute",
                        "0.0200",
                        "inboundHeaders",
                        List.of("X-Customer-Id", "diversion"),
                        "sipSrtp",
                        "required",
                        "sipCallerId",
                        "rpid",
                        "sipNumberFormat",
                        "digits")));
        assertThat(number.rules())
                .isEqualTo(new CallRules(
                        Duration.ofSeconds(45),
                        5,
                        Optional.of(0),
                        Optional.of(new BigDecimal("0.02")),
                        List.of("X-Customer-Id", "diversion")));
        assertThat(style(number))
                .isEqualTo(new SipStyle(
                        SipStyle.Srtp.REQUIRED, SipStyle.CallerId.RPID, SipStyle.NumberFormat.DIGITS, true));
        assertThat(number(PhoneNumberForm.of(number)).trunk()).isEqualTo(number.trunk());
        assertThat(number(PhoneNumberForm.of(number)).rules()).isEqualTo(number.rules());
    }

    @Test
    void encryptionFollowsTheTransportUntilItIsChosen() {
        var udp = PhoneNumberForm.of(number(form(ALLOWLIST)));
        var tls = PhoneNumberForm.of(number(udp.with(Map.of("sipProtocol", "tls"))));
        assertThat(tls.visible()).containsEntry("sipSrtp", "optional");
        assertThat(tls.with(Map.of("sipProtocol", "tcp")).visible()).containsEntry("sipSrtp", "off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "optional", "required"})
    void encryptionThatWasChosenStaysThroughAChangeOfTheTransport(String srtp) {
        var chosen = PhoneNumberForm.of(number(form(ALLOWLIST).with(Map.of("sipSrtp", srtp))));
        var tls = PhoneNumberForm.of(number(chosen.with(Map.of("sipProtocol", "tls"))));
        assertThat(tls.visible()).containsEntry("sipSrtp", srtp);
        assertThat(tls.with(Map.of("sipProtocol", "udp")).visible()).containsEntry("sipSrtp", srtp);
        assertThat(tls.with(Collections.singletonMap("sipSrtp", null)).visible())
                .containsEntry("sipSrtp", "optional");
    }

    @Test
    void nullPutsThemBackToTheStandard() {
        var cleared = new HashMap<String, Object>();
        List.of("ringTimeoutSeconds", "callsPerSecond", "maxConcurrentCalls", "pricePerMinute", "inboundHeaders")
                .forEach(field -> cleared.put(field, null));
        var before = form(ALLOWLIST)
                .with(Map.of(
                        "ringTimeoutSeconds",
                        60,
                        "callsPerSecond",
                        9,
                        "maxConcurrentCalls",
                        2,
                        "pricePerMinute",
                        1,
                        "inboundHeaders",
                        List.of("X-A")));
        assertThat(number(PhoneNumberForm.of(number(before)).with(cleared)).rules())
                .isEqualTo(CallRules.STANDARD);
    }

    @Test
    void pacingAndPriceStayThroughAChangeOfProvider() {
        var priced = form(VOXIMPLANT).with(Map.of("pricePerMinute", "0.5", "callsPerSecond", 7));
        var sip = number(PhoneNumberForm.of(number(priced))
                .with(Map.of("provider", "sip", "sipMode", "ip_allowlist", "sipIp", "192.0.2.1")));
        assertThat(sip.rules().pricePerMinute()).contains(new BigDecimal("0.5"));
        assertThat(sip.rules().callsPerSecond()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00", "0.020000, 0.02", "1000, 1000.00", "0.000001, 0.000001"})
    void showsAPriceAsADecimal(String given, String shown) {
        var number = number(form(VOXIMPLANT).with(Map.of("pricePerMinute", given)));
        assertThat(PhoneNumberForm.of(number).visible()).containsEntry("pricePerMinute", shown);
    }

    @ParameterizedTest
    @MethodSource
    void areRefusedInWords(String field, Object value, String message) {
        assertThat(problems(form(ALLOWLIST).with(Map.of(field, value)))).containsExactly(field + ": " + message);
    }

    static Stream<Arguments> areRefusedInWords() {
        var price = "must be a decimal from 0 to 1000 with at most 6 decimals, such as \"0.02\"";
        var noRegisteredUser = " puts the registered user into From, and here nobody registers";
        var notForTheAgent =
                ": credentials, and headers that steer the call or describe its body, are not for the agent";
        var fullNames = "must hold full header names, such as X-Customer-Id: 2 to 64 letters, digits and any of"
                + " . ! % * _ + ` ' ~ -";
        return Stream.of(
                Arguments.of("ringTimeoutSeconds", 4, "must be a whole number from 5 to 180"),
                Arguments.of("ringTimeoutSeconds", 181, "must be a whole number from 5 to 180"),
                Arguments.of("callsPerSecond", 0, "must be a whole number from 1 to 50"),
                Arguments.of("callsPerSecond", 1.5, "must be a whole number from 1 to 50"),
                Arguments.of("maxConcurrentCalls", 10_001, "must be a whole number from 0 to 10000"),
                Arguments.of("pricePerMinute", "-1", price),
                Arguments.of("pricePerMinute", 1000.01, price),
                Arguments.of("pricePerMinute", "0.0000001", price),
                Arguments.of("pricePerMinute", 1e-7, price),
                Arguments.of("pricePerMinute", "1e2", price),
                Arguments.of("sipSrtp", "maybe", "must be one of off, optional, required"),
                Arguments.of("sipNumberFormat", "national", "must be one of e164, digits"),
                Arguments.of("sipCallerId", "To", "must be one of from, from_pai, from_rpid, pai, rpid"),
                Arguments.of(
                        "sipCallerId",
                        "pai",
                        "must be one of from, from_pai, from_rpid when sipMode is ip_allowlist: pai"
                                + noRegisteredUser),
                Arguments.of("inboundHeaders", List.of(7), "must be a list of header names"),
                Arguments.of("inboundHeaders", List.of("X A"), fullNames),
                Arguments.of("inboundHeaders", List.of("X-A\r\nVia"), fullNames),
                Arguments.of("inboundHeaders", List.of("v"), fullNames),
                Arguments.of(
                        "inboundHeaders",
                        List.of("X-A", "x-a"),
                        "holds x-a twice, for case does not matter: name it once"),
                Arguments.of(
                        "inboundHeaders",
                        List.of("PROXY-Authorization"),
                        "cannot hold PROXY-Authorization" + notForTheAgent),
                Arguments.of("inboundHeaders", List.of("Content-Type"), "cannot hold Content-Type" + notForTheAgent),
                Arguments.of("inboundHeaders", Collections.nCopies(21, "X-A"), "must have at most 20 entries"));
    }

    @Test
    void ofSipHaveNoPlaceOnAnotherProvider() {
        assertThat(problems(form(VOXIMPLANT).with(Map.of("sipSrtp", "off", "inboundHeaders", List.of("X-A")))))
                .containsExactlyInAnyOrder(
                        "sipSrtp: belongs to provider sip, but this number's provider is voximplant",
                        "inboundHeaders: belongs to provider sip, but this number's provider is voximplant");
    }

    private static PhoneNumberForm form(Map<String, Object> fields) {
        return PhoneNumberForm.blank().with(fields);
    }

    private static SipStyle style(PhoneNumber number) {
        return ((Trunk.SipRegistration) number.trunk()).style();
    }

    private static PhoneNumber number(PhoneNumberForm form) {
        return switch (check(form)) {
            case PhoneNumberForm.Check.Valid valid -> valid.number();
            case PhoneNumberForm.Check.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private static List<String> problems(PhoneNumberForm form) {
        return switch (check(form)) {
            case PhoneNumberForm.Check.Valid _ -> List.of();
            case PhoneNumberForm.Check.Invalid invalid ->
                invalid.problems().stream()
                        .map(problem -> problem.field() + ": " + problem.message())
                        .toList();
        };
    }

    private static PhoneNumberForm.Check check(PhoneNumberForm form) {
        return form.check(UUID.randomUUID(), UUID.randomUUID(), NOW, NOW, false);
    }
}
