package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How the dashboard's files are served.
class DashboardTest {
    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"(/dashboard/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("(?:from |import\\()'(\\.[^']+)'");
    private static final int LARGEST_FIRST_SCREEN = 100_000;

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
    void aPolicyAllowsNothingButWhatComesFromHere() {
        var page = house.send("GET", "/", "", "");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "connect-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.raw().body()).doesNotContain("http://", "https://", "<style", "onclick");
    }

    @Test
    void thePageIsAskedForAnewAndItsModulesAreKept() {
        var page = house.send("GET", "/", "", "");
        var tag = page.header("ETag");
        var again =
                house.send(house.request("/").header("If-None-Match", tag).GET().build());
        var module = house.send("GET", addresses(page.raw().body()).getFirst(), "", "");

        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(again.status()).isEqualTo(304);
        assertThat(module.header("Cache-Control")).contains("immutable");
    }

    @Test
    void theFirstScreenIsBelowHundredKilobytesCompressed() {
        var bytes = size("/");
        for (var address : addresses(house.send("GET", "/", "", "").raw().body())) {
            bytes += size(address);
        }

        assertThat(bytes).isBetween(20_000, LARGEST_FIRST_SCREEN);
    }

    @Test
    void everyModuleThatIsImportedIsThere() {
        var assets = Assets.in("/dashboard");
        var missing = new ArrayList<String>();
        assets.texts().forEach((name, text) -> {
            if (!name.endsWith(".js") || name.startsWith("lib/")) {
                return;
            }
            var imports = IMPORT.matcher(text);
            while (imports.find()) {
                var target = URI.create("/" + name)
                        .resolve(imports.group(1))
                        .getPath()
                        .substring(1);
                if (assets.find(target).isEmpty() && assets.texts().get(target + ".d.ts") == null) {
                    missing.add(name + " imports " + target);
                }
            }
        });

        assertThat(missing).isEmpty();
    }

    @Test
    void aPageOfAnOlderVersionIsToldToLoadAnew() {
        var module = house.send("GET", "/dashboard/0123456789abcdef/main.js", "", "");

        assertThat(module.status()).isEqualTo(404);
        assertThat(module.text("/error")).contains("load the page again");
    }

    @Test
    void whatWasAtTheRootIsStillThere() {
        assertThat(house.send("GET", "/welcome", "", "").raw().body()).contains("/docs");
        assertThat(house.send("GET", "/docs", "", "").status()).isEqualTo(200);
    }

    @Test
    void whereTheServerIsReachedIsTold() {
        var told = house.send("GET", "/v1/server", house.reader, "");

        assertThat(told.body().at("/data/sip/port").asInt()).isEqualTo(5060);
        assertThat(told.text("/data/sip/host")).isEqualTo("127.0.0.1");
        assertThat(told.body().at("/data/rtp/lastPort").asInt()).isEqualTo(32_767);
        assertThat(told.body().at("/data/publicUrl").isNull()).isTrue();
    }

    private static List<String> addresses(String page) {
        return ADDRESS.matcher(page).results().map(found -> found.group(1)).toList();
    }

    private static int size(String path) {
        var request =
                house.request(path).header("Accept-Encoding", "gzip").GET().build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
