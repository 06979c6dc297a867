package chorus.system;

import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.SipPhone;
import chorus.fake.twilio.CloudCall;
import chorus.fake.twilio.TwilioCloud;
import chorus.fake.twilio.TwilioHouse;
import chorus.fake.voximplant.Person;
import chorus.fake.voximplant.VoximplantCloud;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Many calls at once to a server in another process, over Media Streams or over SIP, for `src/bench/media-load.sh`:
/// each caller is heard by an agent that sends everything back.
///
/// Says `ready` when all talk, and lets them talk until its input ends; then says what was heard.
final class MediaLoad {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIP_NUMBER = "+12025550101";
    private static final Duration APART = Duration.ofMillis(50);

    /// Calls before those that count, for the JIT: so many at once, so many times.
    private static final int PRACTICE = 60;

    private static final int ROUNDS = 5;

    private static final PrintWriter OUT =
            new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String api;
    private final String key;

    private MediaLoad(String api, String key) {
        this.api = api;
        this.key = key;
    }

    /// @param arguments `twilio`, `voximplant` or `sip`, calls, the server's HTTP port, its SIP port, the port of the
    /// network's REST API here, an API key
    public static void main(String... arguments) throws IOException, InterruptedException {
        var calls = Integer.parseInt(arguments[1]);
        var load = new MediaLoad("http://127.0.0.1:" + arguments[2], arguments[5]);
        var port = Integer.parseInt(arguments[4]);
        try (var agent = FakeAgent.echoing()) {
            switch (arguments[0]) {
                case "twilio" -> load.twilio(port, agent, calls);
                case "voximplant" -> load.voximplant(port, agent, calls);
                default -> load.sip(agent, calls, Integer.parseInt(arguments[3]));
            }
        }
        System.exit(0);
    }

    private void twilio(int port, FakeAgent agent, int count) throws IOException, InterruptedException {
        try (var cloud = TwilioCloud.start(port)) {
            twilio(cloud, agent, count);
        }
    }

    /// Each call runs the scenario, in the process of the load.
    private void voximplant(int port, FakeAgent agent, int count) throws IOException, InterruptedException {
        try (var cloud = VoximplantCloud.start(port)) {
            var account = cloud.account();
            var number = account.has(TwilioHouse.NUMBER);
            number(
                    agent,
                    "\"number\":\"" + TwilioHouse.NUMBER
                            + "\",\"provider\":\"voximplant\",\"voximplantAccountId\":\"" + account.id()
                            + "\",\"voximplantApiKey\":\"" + account.apiKey() + "\"");
            Patience.until("the line", PATIENCE, () -> number.rule().isPresent());
            var practice = ring(cloud, count / 2);
            awaitTalking(agent, count / 2);
            practice.forEach(Person::hangsUp);
            var callers = ring(cloud, count);
            awaitTalking(agent, count / 2 + count);
            talk();
            var heard =
                    callers.stream().mapToLong(one -> one.heard().length / 8).sum();
            OUT.printf("the callers heard %.1f s each%n", heard / 1000.0 / count);
            callers.forEach(Person::hangsUp);
        }
    }

    private static List<Person> ring(VoximplantCloud cloud, int count) {
        var callers = new ArrayList<Person>();
        for (var i = 0; i < count; i++) {
            callers.add(cloud.rings(TwilioHouse.CALLER, TwilioHouse.NUMBER));
            LockSupport.parkNanos(APART.toNanos());
        }
        return callers;
    }

    private void twilio(TwilioCloud cloud, FakeAgent agent, int count) throws IOException, InterruptedException {
        number(
                agent,
                "\"number\":\"" + TwilioHouse.NUMBER + "\",\"provider\":\"twilio\",\"twilioAccountSid\":\""
                        + cloud.accountSid() + "\",\"twilioAuthToken\":\"" + cloud.authToken() + "\"");
        var number = cloud.account().numbers().getFirst();
        Patience.until("the line", PATIENCE, () -> !number.setting("VoiceUrl").isEmpty());
        for (var round = 1; round <= ROUNDS; round++) {
            var practice = ring(cloud, PRACTICE);
            awaitTalking(agent, round * PRACTICE);
            practice.forEach(CloudCall::hangsUp);
        }
        var calls = ring(cloud, count);
        awaitTalking(agent, ROUNDS * PRACTICE + count);
        var webhooks =
                calls.stream().mapToLong(CloudCall::webhookMillis).sorted().toArray();
        OUT.printf(
                "webhook p50 %d ms, p99 %d ms%n", webhooks[count / 2], webhooks[Math.min(count - 1, count * 99 / 100)]);
        talk();
        var heard = calls.stream()
                .mapToLong(call -> call.stream().heard().length / 8)
                .sum();
        OUT.printf("the callers heard %.1f s each%n", heard / 1000.0 / count);
        calls.forEach(CloudCall::hangsUp);
    }

    private static List<CloudCall> ring(TwilioCloud cloud, int count) {
        var calls = new ArrayList<CloudCall>();
        for (var i = 0; i < count; i++) {
            calls.add(cloud.ring(TwilioHouse.CALLER, TwilioHouse.NUMBER));
            LockSupport.parkNanos(APART.toNanos());
        }
        return calls;
    }

    private void sip(FakeAgent agent, int count, int port) throws IOException, InterruptedException {
        number(
                agent,
                "\"number\":\"" + SIP_NUMBER
                        + "\",\"provider\":\"sip\",\"sipMode\":\"ip_allowlist\",\"sipIp\":\"127.0.0.1\"");
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (var round = 1; round <= ROUNDS; round++) {
            var practice = call(server, PRACTICE);
            awaitTalking(agent, round * PRACTICE);
            practice.forEach(SipPhone::close);
        }
        var phones = call(server, count);
        awaitTalking(agent, ROUNDS * PRACTICE + count);
        talk();
        var heard = phones.stream()
                .mapToLong(phone -> phone.sound().heard().size() * 20L)
                .sum();
        OUT.printf("the callers heard %.1f s each%n", heard / 1000.0 / count);
        phones.forEach(SipPhone::close);
    }

    private static List<SipPhone> call(InetSocketAddress server, int count) {
        var phones = new ArrayList<SipPhone>();
        for (var i = 0; i < count; i++) {
            var phone = new SipPhone(server);
            phones.add(phone);
            phone.connectsTo(SIP_NUMBER);
            LockSupport.parkNanos(APART.toNanos());
        }
        return phones;
    }

    private static void awaitTalking(FakeAgent agent, int count) {
        Patience.until("all to talk", PATIENCE, () -> agent.conversations().size() == count);
    }

    private static void talk() throws IOException {
        OUT.println("ready");
        while (System.in.read() >= 0) {
            // Until whoever started us has measured.
        }
    }

    private void number(FakeAgent agent, String fields) throws IOException, InterruptedException {
        var made = post(
                "/v1/agents",
                "{\"name\":\"Echo\",\"runtime\":{\"type\":\"websocket\",\"url\":\"" + agent.uri() + "\"}}");
        var agentId = made.at("/data/id").asText();
        post("/v1/phone-numbers", "{" + fields + ",\"agentId\":\"" + agentId + "\"}");
    }

    private JsonNode post(String path, String json) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(api + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
