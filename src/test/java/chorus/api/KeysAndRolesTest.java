package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeysAndRolesTest {
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
    void asksForAKey() {
        var refused = house.send("GET", "/v1/agents", "", "");
        var basic = house.send(house.request("/v1/agents")
                .header("Authorization", "Basic YTpi")
                .build());

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(refused.text("/error")).contains("Authorization: Bearer");
        assertThat(basic.status()).isEqualTo(401);
    }

    @Test
    void letsEachRoleDoWhatItMay() {
        var body = "{\"name\":\"A\"}";
        var key = "{\"name\":\"K\",\"role\":\"member\"}";

        assertThat(house.send("GET", "/v1/agents", house.reader, "").status()).isEqualTo(200);
        assertThat(house.send("POST", "/v1/agents", house.reader, body).text("/error"))
                .isEqualTo("This takes a key of the role member or above; yours is read-only.");
        assertThat(house.send("POST", "/v1/agents", house.member, body).status())
                .isEqualTo(201);
        assertThat(house.send("POST", "/v1/api-keys", house.member, key).status())
                .isEqualTo(403);
        assertThat(house.send("GET", "/v1/api-keys", house.member, "").status()).isEqualTo(403);
        assertThat(house.send("POST", "/v1/api-keys", house.admin, key).status())
                .isEqualTo(201);
        assertThat(house.send("GET", "/v1/organizations", house.admin, "").text("/error"))
                .isEqualTo("This takes the operator's key.");
        assertThat(house.send("GET", "/v1/organizations", house.operator, "").status())
                .isEqualTo(200);
    }

    @Test
    void showsANewKeyOnceAndForgetsARevokedOne() {
        var made = house.post("/v1/api-keys", "{\"name\":\"K\",\"role\":\"read-only\"}");
        var key = made.text("/data/key");

        assertThat(made.status()).isEqualTo(201);
        assertThat(house.send("GET", "/v1/agents", key, "").status()).isEqualTo(200);
        assertThat(house.get("/v1/api-keys?limit=100").raw().body())
                .doesNotContain(key)
                .contains(made.text("/data/id"));
        assertThat(house.send("DELETE", "/v1/api-keys/" + made.text("/data/id"), house.foreign, "")
                        .status())
                .isEqualTo(404);
        assertThat(house.delete("/v1/api-keys/" + made.text("/data/id")).status())
                .isEqualTo(204);
        assertThat(house.send("GET", "/v1/agents", key, "").status()).isEqualTo(401);
    }

    @Test
    void letsOnlyTheOperatorMakeKeysForOthers() {
        var body = "{\"name\":\"K\",\"role\":\"admin\",\"organizationId\":\"" + house.theirs.id() + "\"}";
        var made = house.send("POST", "/v1/api-keys", house.operator, body);

        assertThat(house.send("POST", "/v1/api-keys", house.admin, body).status())
                .isEqualTo(403);
        assertThat(made.status()).isEqualTo(201);
        assertThat(house.send("GET", "/v1/organization", made.text("/data/key"), "")
                        .text("/data/name"))
                .isEqualTo("Theirs");
    }

    @Test
    void doesNotLetAKeyRevokeItself() {
        var made = house.post("/v1/api-keys", "{\"name\":\"K\",\"role\":\"admin\"}");
        var refused = house.send("DELETE", "/v1/api-keys/" + made.text("/data/id"), made.text("/data/key"), "");

        assertThat(refused.status()).isEqualTo(409);
    }

    @Test
    void slowsDownWhoTriesKeysButNotWhoHasOne() {
        try (var other = new ApiHouse()) {
            var statuses = IntStream.range(0, 25)
                    .mapToObj(i -> other.send("GET", "/v1/agents", "wrong-key-" + i, ""))
                    .toList();

            assertThat(statuses.subList(0, 20)).allMatch(answer -> answer.status() == 401);
            assertThat(statuses.subList(20, 25)).allMatch(answer -> answer.status() == 429);
            assertThat(Integer.parseInt(statuses.getLast().header("Retry-After")))
                    .isBetween(1, 60);
            assertThat(other.get("/v1/agents").status()).isEqualTo(200);
        }
    }

    @Test
    void forgetsWrongKeysAfterAMinute() {
        var wrong = new WrongKeys();
        var now = Instant.parse("2026-01-15T10:30:00Z");
        IntStream.range(0, 30).forEach(_ -> wrong.count("a", now));

        assertThat(wrong.count("a", now)).isPresent();
        assertThat(wrong.count("b", now)).isEmpty();
        assertThat(wrong.count("a", now.plusSeconds(60))).isEmpty();
    }

    @Test
    void takesAnIpv6NetworkAsOneSource() {
        assertThat(WrongKeys.source("2001:db8:1:2::3")).isEqualTo(WrongKeys.source("2001:db8:1:2:ffff::4"));
        assertThat(WrongKeys.source("2001:db8:1:3::3")).isNotEqualTo(WrongKeys.source("2001:db8:1:2::3"));
        assertThat(WrongKeys.source("192.0.2.1")).isEqualTo("192.0.2.1");
    }
}
