package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scenario at Voximplant, checked by TypeScript against what VoxEngine offers.
class ScenarioTypesTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Path SCENARIO = Path.of("src", "main", "resources", "voximplant", "chorus.js");
    private static final Path DECLARATIONS = Path.of("src", "main", "voximplant");

    @Test
    void theScenarioUsesNothingThatVoxEngineDoesNotOffer() {
        tsc().succeeds("scenario-types", LIMIT, arguments(DECLARATIONS.resolve("jsconfig.json")));
    }

    @Test
    void aNameThatIsMisspeltIsFound(@TempDir Path folder) throws IOException {
        var wrong = Files.readString(SCENARIO).replace("call.answer()", "call.anwser()");
        Files.writeString(
                Files.createDirectories(folder.resolve("resources/voximplant")).resolve("chorus.js"), wrong);
        var declarations = Files.createDirectories(folder.resolve("voximplant"));
        for (var name : List.of("voxengine.d.ts", "protocol.d.ts", "jsconfig.json")) {
            Files.copy(DECLARATIONS.resolve(name), declarations.resolve(name));
        }
        assertThat(tsc().says("scenario-misspelt", LIMIT, arguments(declarations.resolve("jsconfig.json"))))
                .contains("'anwser' does not exist on type 'Call'");
    }

    private static List<String> arguments(Path project) {
        return List.of(Counterparts.script("typescript/lib/tsc.js").toString(), "--project", project.toString());
    }

    private static Tool tsc() {
        return Counterparts.node();
    }
}
