package chorus.phonebook;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentFormTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:30:00Z");
    private static final AgentForm NAMED = AgentForm.blank().with(Map.of("name", "A"));

    @Test
    void fillsInDefaults() {
        var agent = agent(NAMED);

        assertThat(agent.active()).isTrue();
        assertThat(agent.maxCallDuration()).isEqualTo(Duration.ofMinutes(10));
        assertThat(agent.firstSpeaker()).isEqualTo(Agent.FirstSpeaker.USER);
        assertThat(agent.runtime()).isEqualTo(new AgentRuntime.Builtin());
    }

    @Test
    void comesBackAsItWentIn() {
        var form = NAMED.with(Map.of(
                "agentGreeting", "Hello",
                "firstMessageDelay", 250,
                "postCallWebhookUrl", "https://example.com/hook",
                "postCallWebhookSecret", "s",
                "languageHint", "pt-BR",
                "runtime", socket("wss://agents.example.com/a?x=1", Map.of("Authorization", "Bearer t"))));
        var agent = agent(form);

        assertThat(agent(AgentForm.of(agent)))
                .usingRecursiveComparison()
                .ignoringFields("id", "organizationId")
                .isEqualTo(agent);
        assertThat(AgentForm.of(agent).visible()).isEqualTo(form.visible()).doesNotContainKey("postCallWebhookSecret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxCallDurationSeconds | 29    | must be a whole number from 30 to 3600",
                "maxCallDurationSeconds | 3601  | must be a whole number from 30 to 3600",
                "firstMessageDelay      | -1    | must be a whole number from 0 to 10000",
                "firstMessageDelay      | 10001 | must be a whole number from 0 to 10000",
            })
    void boundsNumbers(String field, int value, String message) {
        assertThat(problems(NAMED.with(Map.of(field, value)))).containsExactly(field + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "firstSpeaker       | nobody           | must be one of user, agent",
                "isActive           | yes              | must be true or false",
                "languageHint       | english language | must be a language code such as en or pt-BR",
                "holdMusicUrl       | ftp://a/b        | must be an address that begins with http:// or https://",
                "postCallWebhookUrl | https://u:p@a/b  | must not contain a user name or password: send them in a header",
                "postCallWebhookUrl | https:///b       | must name a host",
            })
    void refuses(String field, String value, String message) {
        assertThat(problems(NAMED.with(Map.of(field, value)))).containsExactly(field + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://agents.example.com | must be an address that begins with ws:// or wss://",
                "agents.example.com         | must be an address that begins with ws:// or wss://",
                "wss://                     | must be an address that begins with ws:// or wss://",
                "wss:///path                | must name a host",
                "wss://u:p@a.example.com    | must not contain a user name or password: send them in a header",
                "wss://a.example.com/#x     | must not contain a fragment (#…)",
                "wss://a.example.com:0/     | has a port that is not from 1 to 65535",
            })
    void refusesAsUrl(String url, String message) {
        assertThat(problems(NAMED.with(Map.of("runtime", socket(url, Map.of())))))
                .containsExactly("runtime.url: " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "connection", "Upgrade", "Sec-WebSocket-Key", "Content-Length"})
    void keepsTheConnectionsOwnHeaders(String name) {
        assertThat(problems(NAMED.with(Map.of("runtime", socket("wss://a.example.com", Map.of(name, "x"))))))
                .containsExactly("runtime.headers." + name + ": is set by the connection itself and cannot be chosen");
    }

    @Test
    void refusesHeadersThatBreakTheRequest() {
        assertThat(problems(NAMED.with(Map.of("runtime", socket("wss://a.example.com", Map.of("X-A", "a\r\nB: c"))))))
                .containsExactly("runtime.headers.X-A: must be printable ASCII without line breaks");
        assertThat(problems(NAMED.with(Map.of("runtime", socket("wss://a.example.com", Map.of("X A", "a"))))))
                .singleElement()
                .asString()
                .startsWith("runtime.headers: is not a header name");
        assertThat(problems(NAMED.with(Map.of(
                        "runtime", socket("wss://a.example.com", Map.of("X-A", "x".repeat(8_200)))))))
                .containsExactly("runtime.headers.X-A: makes the headers larger than 8 KiB");
    }

    @Test
    void allowsNoUrlForTheBuiltinAgent() {
        assertThat(problems(NAMED.with(Map.of("runtime", Map.of("type", "builtin", "url", "wss://a.example.com")))))
                .containsExactly("runtime.url: belongs to runtime type websocket, not to builtin");
    }

    @ParameterizedTest
    @CsvSource({
        "wss://a.example.com/b, true",
        "wss://A.example.com:443/b, true",
        "ws://a.example.com/b, false",
        "wss://b.example.com/, false",
        "wss://a.example.com:444/, false"
    })
    void keepsHeadersAtTheSameOriginOnly(String url, boolean kept) {
        var form = NAMED.with(Map.of("runtime", socket("wss://a.example.com/a", Map.of("X", "secret"))))
                .with(Map.of("runtime", Map.of("type", "websocket", "url", url)));

        assertThat(agent(form).runtime())
                .isInstanceOfSatisfying(
                        AgentRuntime.WebSocket.class,
                        runtime -> assertThat(runtime.headers())
                                .isEqualTo(kept ? Map.of("X", Secret.of("secret")) : Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wss://localhost/", "wss://127.0.0.1/", "wss://[::1]/", "wss://10.1.2.3/", "wss://169.254.169.254/",
                "wss://100.64.0.1/", "wss://[fd00::1]/", "wss://0.0.0.0/", "ws://agents.example.com/",
                        "wss://a.localhost/",
                "wss://[::ffff:127.0.0.1]/"
            })
    void deniesPrivateTargets(String url) {
        var form = NAMED.with(Map.of("runtime", socket(url, Map.of())));

        assertThat(problems(form)).isEmpty();
        assertThat(form.check(UUID.randomUUID(), UUID.randomUUID(), NOW, NOW, true))
                .isInstanceOf(AgentForm.Check.Invalid.class);
    }

    @Test
    void putsDefaultsBackWithNull() {
        var cleared = new HashMap<String, Object>();
        cleared.put("maxCallDurationSeconds", null);
        cleared.put("runtime", null);
        cleared.put("isActive", null);
        var form = NAMED.with(Map.of(
                        "maxCallDurationSeconds",
                        60,
                        "isActive",
                        false,
                        "runtime",
                        socket("wss://a.example.com", Map.of())))
                .with(cleared);

        assertThat(agent(form).maxCallDuration()).isEqualTo(Duration.ofMinutes(10));
        assertThat(agent(form).active()).isTrue();
        assertThat(agent(form).runtime()).isEqualTo(new AgentRuntime.Builtin());
    }

    private static Map<String, Object> socket(String url, Map<String, Object> headers) {
        return Map.of("type", "websocket", "url", url, "headers", headers);
    }

    private static Agent agent(AgentForm form) {
        return switch (form.check(UUID.randomUUID(), UUID.randomUUID(), NOW, NOW, false)) {
            case AgentForm.Check.Valid valid -> valid.agent();
            case AgentForm.Check.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private static List<String> problems(AgentForm form) {
        return switch (form.check(UUID.randomUUID(), UUID.randomUUID(), NOW, NOW, false)) {
            case AgentForm.Check.Valid _ -> List.of();
            case AgentForm.Check.Invalid invalid ->
                invalid.problems().stream()
                        .map(problem -> problem.field() + ": " + problem.message())
                        .toList();
        };
    }
}
