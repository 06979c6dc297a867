package chorus;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.store.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesTest {
    @Test
    void givesEachDataDirectoryANodeThatStays(@TempDir Path one, @TempDir Path other) throws Exception {
        var url = TestDatabase.fresh().url().reveal();
        open(one, url);
        var made = Files.readString(one.resolve("node"));
        open(one, url);
        open(other, url);
        assertThat(one.resolve("node")).hasContent(made);
        assertThat(Files.readString(other.resolve("node"))).isNotBlank().isNotEqualTo(made);
    }

    private static void open(Path data, String url) {
        var settings = Settings.read(Map.of(
                "CHORUS_DATA", data.toString(), "CHORUS_DATABASE_URL", url, "CHORUS_MASTER_KEY", "0f".repeat(32)));
        Databases.open(settings, Clock.systemUTC()).close();
    }
}
