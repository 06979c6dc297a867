package chorus.phonebook;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.secret.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberFormTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:30:00Z");
    private static final Map<String, Object> REGISTRATION = Map.of(
            "number", "4711", "provider", "sip", "sipUsername", "u", "sipPassword", "p", "sipProxy", "pbx.example.com");
    private static final Map<String, Object> ALLOWLIST =
            Map.of("number", "+12025550100", "provider", "sip", "sipMode", "ip_allowlist", "sipIp", "192.0.2.10");
    private static final Map<String, Object> TWILIO = Map.of(
            "number", "+12025550100", "twilioAccountSid", "AC0123456789abcdef0123456789abcdef", "twilioAuthToken", "t");
    private static final Map<String, Object> VOXIMPLANT = Map.of("number", "+12025550100", "provider", "voximplant");

    @Test
    void readsEachKindOfTrunkWithItsDefaults() {
        assertThat(valid(REGISTRATION).trunk())
                .isEqualTo(new Trunk.SipRegistration(
                        "u",
                        Secret.of("p"),
                        "pbx.example.com",
                        5060,
                        Optional.empty(),
                        Optional.empty(),
                        Trunk.Transport.UDP));
        assertThat(valid(ALLOWLIST).trunk())
                .isEqualTo(new Trunk.SipAllowlist(AddressRange.parse("192.0.2.10"), 5060, Trunk.Transport.UDP));
        assertThat(valid(TWILIO).trunk())
                .isEqualTo(new Trunk.Twilio("AC0123456789abcdef0123456789abcdef", Secret.of("t")));
        assertThat(valid(VOXIMPLANT).trunk()).isEqualTo(new Trunk.Voximplant());
    }

    @Test
    void takesTheUsualPortOfTheTransportAndFollowsAChangeOfIt() {
        var udp = PhoneNumberForm.blank().with(REGISTRATION);
        var tls = stored(udp).with(Map.of("sipRegisterTransport", "tls"));

        assertThat(tls.visible()).containsEntry("sipPort", 5061);
        assertThat(stored(tls).with(Map.of("sipRegisterTransport", "tcp")).visible())
                .containsEntry("sipPort", 5060);
        assertThat(stored(udp)
                        .with(Map.of("sipRegisterTransport", "tls", "sipPort", 5060))
                        .visible())
                .containsEntry("sipPort", 5060);
        assertThat(stored(udp.with(Map.of("sipPort", 5070)))
                        .with(Map.of("sipRegisterTransport", "tls"))
                        .visible())
                .containsEntry("sipPort", 5070);
    }

    private static PhoneNumberForm stored(PhoneNumberForm form) {
        return switch (form.check(new UUID(0, 1), new UUID(0, 2), NOW, NOW, false)) {
            case PhoneNumberForm.Check.Valid(var number) -> PhoneNumberForm.of(number);
            case PhoneNumberForm.Check.Invalid(var problems) -> throw new AssertionError(problems);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "twilio       | twilioAccountSid | is required when provider is twilio",
                "twilio       | twilioAuthToken  | is required when provider is twilio",
                "registration | sipUsername      | is required when sipMode is registration",
                "registration | sipPassword      | is required when sipMode is registration",
                "registration | sipProxy         | is required when sipMode is registration",
                "allowlist    | sipIp            | is required when sipMode is ip_allowlist",
                "registration | number           | is required",
            })
    void requires(String kind, String field, String message) {
        assertThat(problems(changed(kind, field, null))).containsExactly(field + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "twilio       | sipUsername      | belongs to provider sip, but this number's provider is twilio",
                "twilio       | sipIp            | belongs to sipMode ip_allowlist, but this number's provider is twilio",
                "twilio       | sipPort          | belongs to provider sip, but this number's provider is twilio",
                "twilio       | sipMode          | belongs to provider sip, but this number's provider is twilio",
                "registration | twilioAuthToken  | belongs to provider twilio, but this number's sipMode is registration",
                "registration | sipIp            | belongs to sipMode ip_allowlist, but this number's sipMode is registration",
                "registration | sipProtocol      | belongs to sipMode ip_allowlist, but this number's sipMode is registration",
                "allowlist    | sipRegisterTransport | belongs to sipMode registration, but this number's sipMode is ip_allowlist",
                "allowlist    | sipOutboundProxy | belongs to sipMode registration, but this number's sipMode is ip_allowlist",
                "voximplant   | sipAuthUser      | belongs to provider sip, but this number's provider is voximplant",
            })
    void hasNoPlaceFor(String kind, String field, String message) {
        assertThat(problems(changed(kind, field, fitting(field)))).containsExactly(field + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "registration | sipProxy         | sip:pbx.example.com | must be a host name or an address alone, without a scheme such as sip:",
                "registration | sipProxy         | pbx.example.com:5070 | must be a host name or an address alone: put the port into sipPort",
                "registration | sipProxy         | pbx example.com     | must be a host name or an IP address, such as pbx.example.com",
                "registration | sipProxy         | 300.1.1.1           | must be a host name or an IP address, such as pbx.example.com",
                "registration | sipProxy         | 10                  | must be a host name or an IP address, such as pbx.example.com",
                "registration | sipProxy         | -pbx.example.com    | must be a host name or an IP address, such as pbx.example.com",
                "registration | sipOutboundProxy | a.example.com:99999 | has a port that is not from 1 to 65535",
                "registration | sipUsername      | a b                 | must not contain spaces, quotation marks, backslashes or angle brackets",
                "registration | sipAuthUser      | a\"b                | must not contain spaces, quotation marks, backslashes or angle brackets",
                "allowlist    | sipIp            | pbx.example.com     | 'pbx.example.com' is not an IP address: write the address that calls come from, such as 192.0.2.10.",
                "allowlist    | sipProtocol      | ws                  | must be one of udp, tcp, tls",
                "twilio       | twilioAccountSid | AC12                | must be AC and 32 hexadecimal digits",
                "voximplant   | agentId          | 1-1-1-1-1           | must be a UUID",
                "voximplant   | number           | 4711                | must be E.164, such as +12025550100: a plus sign and 7 to 15 digits that do not begin with 0",
            })
    void refuses(String kind, String field, String value, String message) {
        assertThat(problems(changed(kind, field, value))).containsExactly(field + ": " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1202555", "+123456789012345", "4711", "front.desk_2-a", "*98#"})
    void takesAsSipNumber(String number) {
        assertThat(problems(changed("registration", "number", number))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+120255", "+1234567890123456", "+01202555", "a b", "a@b", "+1202555x", "é"})
    void refusesAsSipNumber(String number) {
        assertThat(problems(changed("registration", "number", number)))
                .singleElement()
                .asString()
                .startsWith("number: must be E.164");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"name", "number", "sipUsername", "sipPassword", "sipProxy", "sipOutboundProxy", "sipAuthUser"})
    void letsNoControlCharacterIn(String field) {
        assertThat(problems(changed("registration", field, "a\r\nVia: x")))
                .containsExactly(field + ": must not contain control characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pbx.example.com", "pbx", "192.0.2.1", "2001:db8::1", "[2001:db8::1]", "sip_1.example.com."})
    void takesAsHost(String host) {
        assertThat(problems(changed("registration", "sipProxy", host))).isEmpty();
    }

    @Test
    void knowsAHostAndAPasswordForTheCallsOfAnAllowlist() {
        var form = PhoneNumberForm.of(valid(ALLOWLIST))
                .with(Map.of("sipProxy", "trunk.example.com", "sipUsername", "u", "sipPassword", "p"));

        assertThat(trunk(form)).isInstanceOfSatisfying(Trunk.SipAllowlist.class, trunk -> {
            assertThat(trunk.called()).isEqualTo("trunk.example.com");
            assertThat(trunk.login().orElseThrow().name()).isEqualTo("u");
        });
        assertThat(form.visible())
                .containsEntry("sipProxy", "trunk.example.com")
                .doesNotContainKey("sipPassword");
    }

    @Test
    void takesNoHalfOfALogin() {
        assertThat(problems(changed("allowlist", "sipUsername", "u")))
                .containsExactly("sipPassword: is required beside sipUsername: give both, or neither");
        assertThat(problems(changed("allowlist", "sipPassword", "p")))
                .containsExactly("sipUsername: is required beside sipPassword: give both, or neither");
    }

    @Test
    void wipesWhatAnotherModeLeavesBehind() {
        var before =
                PhoneNumberForm.of(valid(REGISTRATION)).with(Map.of("sipMode", "ip_allowlist", "sipIp", "192.0.2.1"));

        assertThat(trunk(before)).isInstanceOf(Trunk.SipAllowlist.class);
        assertThat(problems(before.with(Map.of("sipMode", "registration"))))
                .contains("sipPassword: is required when sipMode is registration");
    }

    @Test
    void wipesWhatAnotherProviderLeavesBehind() {
        var twilio = PhoneNumberForm.of(valid(ALLOWLIST))
                .with(Map.of(
                        "provider",
                        "twilio",
                        "twilioAccountSid",
                        "AC0123456789abcdef0123456789abcdef",
                        "twilioAuthToken",
                        "t"));

        assertThat(trunk(twilio)).isInstanceOf(Trunk.Twilio.class);
        assertThat(twilio.visible()).doesNotContainKey("sipIp").containsEntry("sipMode", null);
    }

    @Test
    void keepsEverythingWhenTheSameModeIsSaidAgain() {
        var number = valid(REGISTRATION);
        var same = new HashMap<String, Object>();
        same.put("provider", "sip");
        same.put("sipMode", "registration");
        same.put("agentId", null);

        assertThat(trunk(PhoneNumberForm.of(number).with(same))).isEqualTo(number.trunk());
    }

    @Test
    void doesNotLetNullChangeTheProvider() {
        var nothing = new HashMap<String, Object>();
        nothing.put("provider", null);
        nothing.put("sipMode", null);

        assertThat(trunk(PhoneNumberForm.of(valid(ALLOWLIST)).with(nothing))).isInstanceOf(Trunk.SipAllowlist.class);
    }

    @Test
    void showsNoSecretAndPrintsNone() {
        for (var fields : List.of(REGISTRATION, TWILIO)) {
            var form = PhoneNumberForm.of(valid(fields));
            assertThat(form.visible()).doesNotContainKeys("sipPassword", "twilioAuthToken");
            assertThat(form.toString()).doesNotContain("pbx.example.com");
        }
    }

    private static PhoneNumber valid(Map<String, Object> fields) {
        return number(PhoneNumberForm.blank().with(fields));
    }

    private static Trunk trunk(PhoneNumberForm form) {
        return number(form).trunk();
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

    @SuppressWarnings("NullAway") // null clears a field.
    private static PhoneNumberForm changed(String kind, String field, @org.jspecify.annotations.Nullable Object value) {
        var fields = new HashMap<>(
                switch (kind) {
                    case "twilio" -> TWILIO;
                    case "registration" -> REGISTRATION;
                    case "allowlist" -> ALLOWLIST;
                    default -> VOXIMPLANT;
                });
        fields.put(field, value);
        return PhoneNumberForm.blank().with(fields);
    }

    private static Object fitting(String field) {
        return switch (field) {
            case "sipPort" -> 5060;
            case "sipMode" -> "registration";
            case "sipIp" -> "192.0.2.1";
            case "sipProtocol", "sipRegisterTransport" -> "tcp";
            default -> "x";
        };
    }
}
