package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTest {
    private ApiHouse house;

    @BeforeEach
    void open() {
        house = new ApiHouse();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void tellsWhoChangedWhatAndNeverWhatWasInIt() {
        var made = house.send(
                "POST",
                "/v1/agents",
                house.member,
                "{\"name\":\"A\",\"postCallWebhookUrl\":\"https://h.example/\",\"postCallWebhookSecret\":\"top-secret-value\"}");
        house.send("DELETE", "/v1/agents/" + made.text("/data/id"), house.admin, "");

        var log = house.get("/v1/audit-log");

        assertThat(log.body().path("data"))
                .extracting(entry -> entry.path("action").asText())
                .containsExactly("deleteAgent", "createAgent");
        assertThat(log.text("/data/1/objectId")).isEqualTo(made.text("/data/id"));
        assertThat(log.body().at("/data/1/fields").toString())
                .isEqualTo("[\"name\",\"postCallWebhookSecret\",\"postCallWebhookUrl\"]");
        assertThat(log.text("/data/1/keyName")).isEqualTo("test");
        assertThat(log.text("/data/1/from")).isEqualTo("127.0.0.1");
        assertThat(log.raw().body()).doesNotContain("top-secret-value").doesNotContain(house.member);
        assertThat(house.get("/v1/audit-log?objectId=" + made.text("/data/id") + "&action=createAgent")
                        .body()
                        .at("/pagination/total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void leavesOutWhatChangedNothing() {
        house.get("/v1/agents");
        house.post("/v1/agents", "{}");
        house.send("POST", "/v1/agents", house.reader, "{\"name\":\"A\"}");

        assertThat(house.get("/v1/audit-log").body().path("data")).isEmpty();
    }

    @Test
    void isTheOrganizationsOwnAndForItsAdmins() {
        house.post("/v1/agents", "{\"name\":\"A\"}");

        assertThat(house.send("GET", "/v1/audit-log", house.foreign, "").body().path("data"))
                .isEmpty();
        assertThat(house.send("GET", "/v1/audit-log", house.member, "").status())
                .isEqualTo(403);
    }

    @Test
    void knowsForWhomAProxyOnThisMachineAsked() {
        house.send(house.request("/v1/agents")
                .header("Authorization", "Bearer " + house.admin)
                .header("X-Forwarded-For", "198.51.100.1, 203.0.113.9")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"A\"}"))
                .build());

        assertThat(house.get("/v1/audit-log").text("/data/0/from")).isEqualTo("203.0.113.9");
    }

    @Test
    void forgetsWhatIsOld() {
        house.post("/v1/agents", "{\"name\":\"A\"}");

        house.store.auditLog().forget(Instant.now().minus(Duration.ofDays(1)));
        assertThat(house.get("/v1/audit-log").body().path("data")).hasSize(1);
        house.store.auditLog().forget(Instant.now().plusSeconds(60));
        assertThat(house.get("/v1/audit-log").body().path("data")).isEmpty();
    }
}
