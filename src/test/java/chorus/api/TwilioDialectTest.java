package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.Call;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioDialectTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ApiHouse house;

    private Call call;

    @BeforeAll
    static void open() {
        house = new ApiHouse();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void call() {
        call = house.switchboard.running(
                house.ours.id(), Optional.empty(), Optional.empty(), Instant.parse("2026-01-15T10:00:00Z"));
    }

    @Test
    void showsACallInTwiliosWords() {
        var shown = get(call.callSid());

        assertThat(shown.statusCode()).isEqualTo(200);
        var body = body(shown);
        assertThat(body.path("sid").asText()).isEqualTo(call.callSid());
        assertThat(body.path("account_sid").asText()).isEqualTo(house.ours.accountSid());
        assertThat(body.path("status").asText()).isEqualTo("in-progress");
        assertThat(body.path("direction").asText()).isEqualTo("inbound");
        assertThat(body.path("from").asText()).isEqualTo(call.customerNumber());
        assertThat(body.path("to").asText()).isEqualTo(call.ownNumber());
        assertThat(body.path("date_created").asText()).isEqualTo("Thu, 15 Jan 2026 10:00:00 GMT");
        assertThat(body.path("end_time").isNull()).isTrue();
        assertThat(body.path("duration").isNull()).isTrue();
    }

    @Test
    void hangsUpOnce() {
        assertThat(post("Status=completed").statusCode()).isEqualTo(200);
        var again = post("Status=completed");
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(body(again).path("code").asInt()).isEqualTo(20404);
    }

    @Test
    void hangsUpByTwiml() {
        assertThat(post("Twiml=" + encoded("<Response><Hangup/></Response>")).statusCode())
                .isEqualTo(200);
        assertThat(post("Status=completed").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "<Response><Dial>+14155550177</Dial></Response>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Dial callerId=\"+12025550100\"><Number>+14155550177</Number></Dial></Response>",
        "<Response><Dial><Sip>sip:1000@pbx.example.com</Sip></Dial><Hangup/></Response>"
    })
    void handsOverByTwiml(String twiml) {
        assertThat(post("Twiml=" + encoded(twiml)).statusCode()).isEqualTo(200);
        assertThat(house.get("/v1/calls/" + call.id()).text("/data/transferStatus"))
                .isEqualTo("initiated");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Twiml=<Response><Dial>911</Dial></Response>               | 403 | 21215
            Twiml=<Response><Dial>call me</Dial></Response>           | 400 | 21211
            Twiml=<Response><Dial><Client>ann</Client></Dial></Response> | 400 | 12200
            Twiml=<Response><Say>Hello</Say></Response>               | 400 | 12200
            Twiml=<Response><Dial>                                    | 400 | 12100
            Twiml=<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Response><Dial>&e;</Dial></Response> | 400 | 12100
            Url=https://example.com/twiml                             | 400 | 20001
            Status=ringing                                            | 400 | 20001
            Status=canceled                                           | 400 | 21220
            Nothing=here                                              | 400 | 20001
            """)
    void saysInTwiliosWayWhatCannotBeDone(String form, int status, int code) {
        var equals = form.indexOf('=');
        var refused = post(form.substring(0, equals + 1) + encoded(form.substring(equals + 1)));

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(body(refused).path("code").asInt()).isEqualTo(code);
        assertThat(body(refused).path("message").asText()).isNotBlank();
        assertThat(body(refused).path("more_info").asText()).endsWith("/" + code);
        assertThat(body(refused).path("status").asInt()).isEqualTo(status);
    }

    @Test
    void knowsNoOtherOrganizationsCalls() {
        var theirs = send("POST", house.theirs.accountSid(), house.theirs.accountSid(), house.foreign, call.callSid());
        assertThat(theirs.statusCode()).isEqualTo(404);
        assertThat(get("CA" + "0".repeat(32)).statusCode()).isEqualTo(404);
        assertThat(get("CAnonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void letsInNobodyButTheAccountWithAKeyOfItsOwn() {
        var ours = house.ours.accountSid();
        var theirs = house.theirs.accountSid();
        for (var wrong : new String[][] {
            {ours, ours, "wrong"},
            {ours, ours, house.foreign},
            {ours, theirs, house.member},
            {theirs, theirs, house.member}
        }) {
            var refused = send("POST", wrong[0], wrong[1], wrong[2], call.callSid());
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(body(refused).path("code").asInt()).isEqualTo(20003);
        }
        assertThat(send("POST", ours, ours, house.reader, call.callSid()).statusCode())
                .isEqualTo(403);
        assertThat(send("GET", ours, ours, house.reader, call.callSid()).statusCode())
                .isEqualTo(200);
        assertThat(post("Status=completed").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> get(String sid) {
        return send("GET", house.ours.accountSid(), house.ours.accountSid(), house.member, sid);
    }

    private HttpResponse<String> post(String form) {
        var ours = house.ours.accountSid();
        return send("POST", ours, ours, house.member, call.callSid(), form);
    }

    private static HttpResponse<String> send(String method, String account, String user, String key, String sid) {
        return send(method, account, user, key, sid, "Status=completed");
    }

    private static HttpResponse<String> send(
            String method, String account, String user, String key, String sid, String form) {
        var credentials = Base64.getEncoder().encodeToString((user + ":" + key).getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.server.port()
                        + "/2010-04-01/Accounts/" + account + "/Calls/" + sid + ".json"))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode body(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
