package chorus;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.secret.Secret;
import chorus.store.TestDatabase;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdminKeyTest {
    private static final String OLD = "the-key-of-last-year";
    private static final String NEW = "the-key-of-this-year";

    @Test
    void takesThePlaceOfTheOneSetBeforeAndComesBackWhenSetAgain() {
        try (var store = TestDatabase.fresh().open(Clock.systemUTC())) {
            start(store, OLD);
            start(store, NEW);

            assertThat(store.apiKeys().authenticate(Secret.of(OLD))).isEmpty();
            assertThat(store.apiKeys()
                            .authenticate(Secret.of(NEW))
                            .orElseThrow()
                            .operator())
                    .isTrue();

            start(store, OLD);

            assertThat(store.apiKeys().authenticate(Secret.of(OLD))).isPresent();
            assertThat(store.apiKeys().authenticate(Secret.of(NEW))).isEmpty();
        }
    }

    private static void start(chorus.store.Store store, String key) {
        FirstStart.of(Settings.read(Map.of("CHORUS_ADMIN_KEY", key)), store, Clock.systemUTC());
    }
}
