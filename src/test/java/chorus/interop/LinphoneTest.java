package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Linphone and a whole server call each other.
class LinphoneTest {
    private static final String NUMBER = "+12025550101";

    /// A whole tone, whichever moment it begins at, and its echo.
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1_500);
    private static final Duration TONE = Duration.ofMillis(400);

    @TempDir
    private static Path home;

    private static Exchange exchange;

    @BeforeAll
    static void start() throws Exception {
        Tool.named("linphonec", "linphone-cli");
        exchange = Exchange.opened(home);
        exchange.number(NUMBER, "optional");
        exchange.number("+12025550102", "required");
    }

    @AfterAll
    static void stop() {
        if (exchange != null) {
            exchange.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tls, AES_CM_128_HMAC_SHA1_80",
        "tls, AES_CM_128_HMAC_SHA1_32",
    })
    void callsEncryptedWithEachSuiteThatItKnows(String transport, String suite) {
        var caller = "srtp" + suite.substring(suite.length() - 2);
        var others = exchange.conversations();
        try (var phone = Linphone.started(home, caller, settings(transport, suite, "rfc2833"))) {
            phone.calls(exchange.uri("+12025550102", "localhost", transport));
            exchange.awaitHeard(others, LONG_ENOUGH);
            phone.hangsUp();

            var record = exchange.overFrom(caller);
            assertThat(phone.heard().tone(440)).isGreaterThan(TONE);
            assertThat(found(record, "answer")).endsWith("encrypted with " + suite);
            assertThat(record.path("endedReason").asText()).isEqualTo("caller_hung_up");
            assertThat(record.toString()).doesNotContain("inline:");
        }
    }

    @ParameterizedTest
    @CsvSource({"udp, rfc2833, as telephone events", "tcp, info, by INFO or as tones"})
    void pressesKeysAndIsHungUpOn(String transport, String keys, String how) {
        var caller = "keys" + keys;
        var others = exchange.conversations();
        try (var phone = Linphone.started(home, caller, settings(transport, "", keys))) {
            phone.calls(exchange.uri(NUMBER, "127.0.0.1", transport));
            exchange.awaitHeard(others, LONG_ENOUGH);
            phone.tell("7");
            exchange.conversationAfter(others)
                    .await("dtmf", key -> key.at("/dtmf/digit").asText().equals("7"));

            exchange.hangsUp(exchange.from(caller).path("id").asText());

            phone.awaitWord("ended");
            assertThat(phone.heard().tone(440)).isGreaterThan(TONE);
            assertThat(found(exchange.overFrom(caller), "answer")).endsWith("keys " + how + ", not encrypted");
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp, ''", "tls, AES_CM_128_HMAC_SHA1_80"})
    void holdsAndComesBackAndIsHeardAgain(String transport, String suite) {
        var caller = "holds" + transport;
        var others = exchange.conversations();
        try (var phone = Linphone.started(home, caller, settings(transport, suite, "rfc2833"))) {
            phone.calls(exchange.uri(NUMBER, "localhost", transport));
            exchange.awaitHeard(others, LONG_ENOUGH);

            phone.holds();
            var before = phone.heard().length();
            var heard = exchange.heard(others);
            phone.comesBack();
            exchange.awaitHeard(others, heard.plus(LONG_ENOUGH));
            phone.hangsUp();

            assertThat(exchange.overFrom(caller).path("endedReason").asText()).isEqualTo("caller_hung_up");
            assertThat(phone.heard().after(before).tone(440)).isGreaterThan(TONE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "udp, off,      '',                      not encrypted",
        "tcp, required, AES_CM_128_HMAC_SHA1_32, encrypted with AES_CM_128_HMAC_SHA1_32",
    })
    void isCalledAndHangsUp(String transport, String srtp, String suite, String how) {
        var others = exchange.conversations();
        try (var phone = Linphone.answering(home, "called" + transport, settings(transport, suite, "rfc2833"))) {
            var id = exchange.dials("called" + transport, phone.port(), transport, srtp);
            exchange.awaitHeard(others, LONG_ENOUGH);
            phone.hangsUp();

            var record = exchange.over(id);
            assertThat(phone.heard().tone(440)).isGreaterThan(TONE);
            assertThat(record.path("endedReason").asText()).isEqualTo("callee_hung_up");
            assertThat(record.path("trace").toString()).contains(how);
        }
    }

    @Test
    void isTurnedAwayInTheClearWhereEncryptionIsRequired() {
        try (var phone = Linphone.started(home, "clear", settings("udp", "", "rfc2833"))) {
            phone.tell("call " + exchange.uri("+12025550102", "127.0.0.1", "udp"));
            phone.awaitWord("error.");
            assertThat(exchange.overFrom("clear").path("endedReason").asText()).isEqualTo("no_common_encryption");
        }
    }

    private static Linphone.Settings settings(String transport, String suite, String keys) {
        return new Linphone.Settings(transport, suite, keys, exchange.certificate());
    }

    private static String found(JsonNode record, String check) {
        return TestServer.step(record, check).path("found").asText();
    }
}
