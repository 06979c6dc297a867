package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileRequestsTest {
    private static ApiHouse house;

    @BeforeAll
    static void open() {
        house = new ApiHouse();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                              | The body is not valid JSON at line 1, column",
                "[]                             | The body must be a JSON object.",
                "7                              | The body must be a JSON object.",
                "null                           | The body must be a JSON object.",
                "{} {}                          | The body must be one JSON object with nothing behind it.",
                "{\"name\":\"a\",\"name\":\"b\"} | The body gives the same field twice at line 1, column",
                "{\"name\":NaN}                 | The body is not valid JSON",
                "{\"metadata\":{\"n\":1e999}}   | The body holds a number that is too large: send it as a string.",
                "{\"n\":123456789012345678901}  | The body holds a number that is too large: send it as a string.",
                "{\"name\":\"a\\u0000b\"}       | The body holds a NUL character, which cannot be stored.",
                "{\"name\":\"\\ud800\"}         | The body holds half of a surrogate pair, which is no character.",
            })
    void refusesABodyThatIsNoDecentJson(String body, String sentence) {
        var refused = house.post("/v1/agents", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error")).startsWith(sentence);
    }

    @Test
    void refusesDeepNestingAndEndlessNumbers() {
        var deep = house.post("/v1/agents", "{\"a\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}");
        var number = house.post("/v1/agents", "{\"a\":" + "9".repeat(100_000) + "}");

        assertThat(deep.status()).isEqualTo(400);
        assertThat(deep.text("/error")).contains("nested deeper than 32 levels");
        assertThat(number.status()).isEqualTo(400);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        var request = house.request("/v1/agents")
                .header("Authorization", "Bearer " + house.admin)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xC3, '(', '"', '}'}))
                .build();

        assertThat(house.send(request).text("/error")).isEqualTo("The body is not valid UTF-8.");
    }

    @Test
    void refusesALargeBody() {
        var refused = house.post("/v1/agents", "{\"name\":\"" + "x".repeat(300_000) + "\"}");

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.text("/error")).isEqualTo("The body is larger than 256 KiB.");
    }

    @Test
    void refusesABodyThatIsNotJson() {
        var request = house.request("/v1/agents")
                .header("Authorization", "Bearer " + house.admin)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("name=x"))
                .build();
        var refused = house.send(request);

        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.text("/error")).contains("Content-Type: application/json");
    }

    @Test
    void tellsWhatIsMissingAndWhatIsAllowed() {
        var missing = house.get("/v1/nothing");
        var wrongMethod = house.send("PUT", "/v1/agents", house.admin, "{}");
        var page = house.send("DELETE", "/docs", "", "");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.body().path("details").isArray()).isTrue();
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.header("Allow")).isEqualTo("GET, POST");
        assertThat(page.status()).isEqualTo(405);
        assertThat(page.header("Allow")).isEqualTo("GET");
    }

    @Test
    void refusesAnIdThatIsNoUuid() throws IOException {
        assertThat(house.get("/v1/agents/7").details()).containsExactly("id: must be a UUID");
        assertThat(raw("GET /v1/agents/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .contains("400")
                .contains("{\"error\":");
        assertThat(house.get("/v1/agents/a%00b").details()).containsExactly("id: must be a UUID");
    }

    @Test
    void answersWhatIsNoHttp() throws IOException {
        assertThat(raw("GARBAGE\r\n\r\n")).contains("400").contains("{\"error\":");
        assertThat(raw("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains("414")
                .contains("{\"error\":");
        assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .contains("431");
    }

    @Test
    void sendsTheHeadersThatProtect() {
        var answer = house.get("/v1/agents");

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private static String raw(String text) throws IOException {
        try (var socket = new Socket(java.net.InetAddress.getLoopbackAddress(), house.server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
