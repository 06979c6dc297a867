package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.EventReader;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignInTest {
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
    void givesABrowserACookieThatIsNotTheKey() {
        var signedIn = house.send("POST", "/v1/session", house.member, "");

        assertThat(signedIn.status()).isEqualTo(201);
        assertThat(signedIn.header("Set-Cookie"))
                .startsWith("chorus_session=")
                .contains("; Path=/v1; Max-Age=43200; HttpOnly; SameSite=Strict")
                .doesNotContain("Secure")
                .doesNotContain(house.member);
        assertThat(signedIn.text("/data/organizationName")).isEqualTo("Ours");
        assertThat(signedIn.text("/data/role")).isEqualTo("member");
        assertThat(signedIn.body().at("/data/abilities").toString()).isEqualTo("[\"read\",\"change\"]");
    }

    @Test
    void keepsTheCookieToHttpsWhereThatIsHowTheBrowserCame() {
        var throughAProxy = house.send(house.request("/v1/session")
                .header("Authorization", "Bearer " + house.member)
                .header("X-Forwarded-Proto", "https")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(throughAProxy.header("Set-Cookie")).endsWith("; Secure");
    }

    @Test
    void letsTheCookieDoWhatTheKeyMay() {
        var cookie = signIn(house.reader);

        assertThat(byCookie("GET", "/v1/session", cookie).text("/data/role")).isEqualTo("read-only");
        assertThat(byCookie("GET", "/v1/session", cookie).text("/data/expiresAt"))
                .isNotEmpty();
        assertThat(byCookie("GET", "/v1/agents", cookie).status()).isEqualTo(200);
        assertThat(byCookie("GET", "/v1/api-keys", cookie).status()).isEqualTo(403);
        try (var events = new EventReader(house.server.port(), "Cookie: " + cookie)) {
            events.awaits("current");
        }
    }

    @Test
    void changesNothingByCookieThatAnotherSiteMayHaveAskedFor() {
        var cookie = signIn(house.member);

        assertThat(create(cookie, "X-Nothing", "1").status()).isEqualTo(403);
        assertThat(create(cookie, "Origin", "https://evil.example").status()).isEqualTo(403);
        assertThat(create(cookie, "Origin", "null").status()).isEqualTo(403);
        assertThat(create(cookie, "X-Chorus-Dashboard", "1").status()).isEqualTo(201);
        assertThat(create(cookie, "Origin", "http://127.0.0.1:" + house.server.port())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void forgetsTheCookieOnceItIsSignedOut() {
        var cookie = signIn(house.member);
        var out = house.send(house.request("/v1/session")
                .header("Cookie", cookie)
                .header("X-Chorus-Dashboard", "1")
                .DELETE()
                .build());

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).startsWith("chorus_session=; Path=/v1; Max-Age=0");
        assertThat(byCookie("GET", "/v1/agents", cookie).status()).isEqualTo(401);
    }

    @Test
    void endsWithItsKey() {
        var made = house.post("/v1/api-keys", "{\"name\":\"K\",\"role\":\"member\"}");
        var cookie = signIn(made.text("/data/key"));
        assertThat(byCookie("GET", "/v1/agents", cookie).status()).isEqualTo(200);

        house.delete("/v1/api-keys/" + made.text("/data/id"));

        assertThat(byCookie("GET", "/v1/agents", cookie).text("/error"))
                .isEqualTo("You are not signed in any more: sign in again.");
    }

    @Test
    void takesTheKeyItselfAndNoCookieForSigningIn() {
        var cookie = signIn(house.member);
        var again = house.send(house.request("/v1/session")
                .header("Cookie", cookie)
                .header("X-Chorus-Dashboard", "1")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(again.status()).isEqualTo(400);
        assertThat(house.send("POST", "/v1/session", "wrong", "").status()).isEqualTo(401);
    }

    private static ApiHouse.Heard create(String cookie, String header, String value) {
        return house.send(house.request("/v1/agents")
                .header("Cookie", cookie)
                .header(header, value)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"A\"}"))
                .build());
    }

    private static String signIn(String key) {
        return house.send("POST", "/v1/session", key, "").header("Set-Cookie").split(";", 2)[0];
    }

    private static ApiHouse.Heard byCookie(String method, String path, String cookie) {
        return house.send(house.request(path)
                .header("Cookie", cookie)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }
}
