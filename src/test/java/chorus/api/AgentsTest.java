package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.AgentRuntime;
import chorus.secret.Secret;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AgentsTest {
    private static final String SOCKET = """
            {"name":"A","postCallWebhookSecret":"SECRET-hook",
             "runtime":{"type":"websocket","url":"wss://agents.example.com/a","headers":{"Authorization":"SECRET-token"}}}""";

    private static ApiHouse house;

    @BeforeAll
    static void open() {
        house = new ApiHouse();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void createsAnAgentWithItsDefaults() {
        var made = house.post("/v1/agents", "{\"name\":\"A\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().at("/data/isActive").asBoolean()).isTrue();
        assertThat(made.body().at("/data/allowEndCall").asBoolean()).isTrue();
        assertThat(made.body().at("/data/maxCallDurationSeconds").asInt()).isEqualTo(600);
        assertThat(made.text("/data/firstSpeaker")).isEqualTo("user");
        assertThat(made.body().at("/data/agentGreetingEnabled").asBoolean()).isFalse();
        assertThat(made.body().at("/data/firstMessageDelay").asInt()).isZero();
        assertThat(made.text("/data/runtime/type")).isEqualTo("builtin");
        assertThat(made.body().at("/data/toolIds").isArray()).isTrue();
        assertThat(house.get("/v1/agents/" + made.text("/data/id")).body()).isEqualTo(made.body());
    }

    @Test
    void showsHeaderNamesAndNoSecret() {
        var made = house.post("/v1/agents", SOCKET);
        house.post("/v1/agents", SOCKET.replace("wss:", "https:"));
        house.post("/v1/agents", SOCKET.replace("agents.example.com", "me:SECRET-url@agents.example.com"));
        house.get("/v1/agents");

        assertThat(made.body().at("/data/runtime/headers").toString()).isEqualTo("[\"Authorization\"]");
        assertThat(house.heard)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer).doesNotContain("SECRET-"));
    }

    @Test
    void keepsHeadersAtTheSameOriginAndWipesThemAtAnother() {
        var id = house.post("/v1/agents", SOCKET).text("/data/id");

        house.patch(
                "/v1/agents/" + id,
                "{\"runtime\":{\"type\":\"websocket\",\"url\":\"wss://agents.example.com:443/b\"}}");
        assertThat(headers(id)).isEqualTo(Map.of("Authorization", Secret.of("SECRET-token")));

        house.patch("/v1/agents/" + id, "{\"runtime\":{\"type\":\"websocket\",\"url\":\"wss://evil.example.com/b\"}}");
        assertThat(headers(id)).isEmpty();
    }

    @Test
    void refusesWhatBelongsToTheConversation() {
        var refused = house.post(
                "/v1/agents", "{\"name\":\"A\",\"voiceId\":\"x\",\"slmModelId\":\"y\",\"toolIds\":[],\"nmae\":1}");

        assertThat(refused.details())
                .containsExactlyInAnyOrder(
                        "voiceId: belongs to the conversation, not to telephony; set it in the agent's own runtime",
                        "slmModelId: belongs to the conversation, not to telephony; set it in the agent's own runtime",
                        "toolIds: is set by the server and cannot be given",
                        "nmae: is not a known field; did you mean 'name'?");
    }

    @Test
    void keepsAnAgentThatNumbersAreAssignedTo() {
        var id = house.post("/v1/agents", "{\"name\":\"A\"}").text("/data/id");
        house.post(
                "/v1/phone-numbers",
                "{\"number\":\"+12025550150\",\"provider\":\"voximplant\",\"agentId\":\"" + id + "\"}");
        var refused = house.delete("/v1/agents/" + id);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/error")).startsWith("1 phone number is assigned to this agent");
    }

    @Test
    void changesAndDeletes() {
        var id = house.post("/v1/agents", "{\"name\":\"A\",\"agentGreeting\":\"Hello\\nthere\"}")
                .text("/data/id");
        var changed = house.patch(
                "/v1/agents/" + id, "{\"isActive\":false,\"maxCallDurationSeconds\":null,\"agentGreeting\":null}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().at("/data/isActive").asBoolean()).isFalse();
        assertThat(changed.body().at("/data/maxCallDurationSeconds").asInt()).isEqualTo(600);
        assertThat(changed.body().at("/data/agentGreeting").isNull()).isTrue();
        assertThat(house.send("GET", "/v1/agents/" + id, house.foreign, "").status())
                .isEqualTo(404);
        assertThat(house.delete("/v1/agents/" + id).status()).isEqualTo(204);
        assertThat(house.get("/v1/agents/" + id).status()).isEqualTo(404);
    }

    private static Map<String, Secret> headers(String id) {
        var agent =
                house.store.agents().find(house.ours.id(), UUID.fromString(id)).orElseThrow();
        return agent.runtime() instanceof AgentRuntime.WebSocket socket ? socket.headers() : Map.of();
    }
}
