package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The dashboard's sources: its types hold against the API's document, and the libraries in it are as npm has them.
class DashboardSourcesTest {
    private static final Path SOURCES = Path.of("src", "main", "resources", "dashboard");
    private static final Path SHAPES = Path.of("target", "dashboard-types", "api", "openapi.d.ts");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Test
    void typesHoldAgainstTheDocumentOfTheApi() throws IOException {
        var compiler = Counterparts.script("typescript/lib/tsc.js");
        var describer = Counterparts.script("openapi-typescript/bin/cli.js");
        Files.createDirectories(SHAPES.getParent());

        Counterparts.node()
                .succeeds(
                        "openapi-typescript",
                        LIMIT,
                        List.of(describer.toString(), "src/main/resources/openapi.yaml", "-o", SHAPES.toString()));
        Counterparts.node().succeeds("tsc", LIMIT, List.of(compiler.toString(), "-p", "config/dashboard"));
    }

    @Test
    void librariesAreAsPublished() throws IOException {
        var published = Map.of(
                "preact.js", "preact/dist/preact.mjs",
                "hooks.js", "preact/hooks/dist/hooks.mjs",
                "htm.js", "htm/dist/htm.module.js",
                "uplot.js", "uplot/dist/uPlot.esm.js",
                "uplot.css", "uplot/dist/uPlot.min.css");
        for (var file : published.entrySet()) {
            // A browser resolves no bare names: the one that there is says where its file is.
            var original = Files.readString(Counterparts.script(file.getValue()))
                    .replace("from\"preact\"", "from\"./preact.js\"");

            assertThat(SOURCES.resolve("lib").resolve(file.getKey())).hasContent(original);
        }
    }
}
