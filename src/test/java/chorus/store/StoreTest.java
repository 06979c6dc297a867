package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.phonebook.Balance;
import chorus.secret.MasterKeys;
import chorus.secret.Sealer;
import chorus.secret.Secret;
import chorus.secret.UnsealableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoreTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @Test
    void keepsNoSecretInClearAnywhere() {
        var database = TestDatabase.fresh();
        String adminKey;
        try (var store = database.open(CLOCK)) {
            fill(store);
            var organization =
                    store.organizations().list(1, 0).items().getFirst().id();
            adminKey = store.apiKeys()
                    .create(organization, "Ops", chorus.phonebook.ApiKey.Role.ADMIN, true)
                    .key()
                    .reveal();
        }
        var everything = everything(database);
        assertThat(everything).contains("+12025550100", "Authorization", "wss://agent.example.com/stream");
        for (var secret : List.of("token-value", "password-value", "header-secret", "webhook-secret", adminKey)) {
            assertThat(everything).doesNotContain(secret).doesNotContain(hex(secret));
        }
    }

    @Test
    void sealsEverythingAgainWithANewMasterKey() {
        var database = TestDatabase.fresh();
        List<UUID> owners;
        try (var store = database.open(CLOCK)) {
            owners = fill(store);
        }
        var fresh = "ab".repeat(32);
        Store.open(database.options(), sealer(fresh + "," + "0f".repeat(32)), CLOCK)
                .close();
        try (var store = Store.open(database.options(), sealer(fresh), CLOCK)) {
            assertThat(store.phoneNumbers().all())
                    .extracting(number -> number.trunk())
                    .contains(Samples.twilio(), Samples.registration("pbx.example.com"));
            assertThat(store.takeovers().left()).containsExactly(Samples.takeover());
            var agent = store.agents().find(owners.get(0), owners.get(1)).orElseThrow();
            assertThat(agent.postCallWebhookSecret()).contains(Secret.of("webhook-secret-value"));
            assertThat(agent.runtime()).isEqualTo(Samples.webSocket());
        }
    }

    @Test
    void refusesToOpenWithAnotherMasterKey() {
        var database = TestDatabase.fresh();
        database.open(CLOCK).close();
        assertThatThrownBy(() -> Store.open(database.options(), sealer("ab".repeat(32)), CLOCK))
                .isInstanceOf(UnsealableException.class)
                .hasMessageContaining("set CHORUS_MASTER_KEY");
    }

    @Test
    void saysInOneSentenceThatTheDatabaseCannotBeReached() {
        var options = StoreOptions.at(Secret.of("postgres://chorus:hunter2@127.0.0.1:1/chorus"));
        assertThatThrownBy(() -> Store.open(options, sealer("ab".repeat(32)), CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Could not reach the database at postgres://127.0.0.1:1/chorus")
                .satisfies(failure -> assertThat(printed(failure)).doesNotContain("hunter2"));
    }

    @Test
    void readsDatabaseUrlsOfBothKinds() {
        var url = DatabaseUrl.parse(Secret.of("postgres://me:p%40ss+1@db.example.com/chorus?sslmode=require"));
        assertThat(url.password()).contains(Secret.of("p@ss+1"));
        assertThat(url.port()).isEqualTo(5432);
        assertThat(url.options()).containsEntry("sslmode", "require");
        assertThat(url.toString()).isEqualTo("postgres://db.example.com:5432/chorus");
        var jdbc = DatabaseUrl.parse(Secret.of("jdbc:postgresql://[::1]:6000/c?user=me&password=x"));
        assertThat(jdbc.user()).contains("me");
        assertThat(jdbc.password()).contains(Secret.of("x"));
        assertThat(jdbc.options()).isEmpty();
    }

    @Test
    void refusesADatabaseUrlItCannotReadWithoutRepeatingIt() {
        for (var bad : List.of(
                "",
                "mysql://a:hunter2@b/c",
                "postgres://a:hunter2@/c",
                "postgres://a:hunter2 @b/c",
                "postgres://a:hunter2@b")) {
            assertThatThrownBy(() -> DatabaseUrl.parse(Secret.of(bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("CHORUS_DATABASE_URL")
                    .satisfies(failure -> assertThat(printed(failure)).doesNotContain("hunter2"));
        }
    }

    @Test
    void knowsEveryMigration() throws Exception {
        var folder = Path.of(Migrations.class.getResource("/db/migration").toURI());
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Migrations.FILES);
        }
    }

    private static List<UUID> fill(Store store) {
        var organization = store.organizations()
                .create("Example", new Balance.Unlimited(), Optional.empty())
                .id();
        var agent = store.agents().add(Samples.agent(organization, Samples.webSocket()));
        store.phoneNumbers()
                .add(Samples.number(organization, "+12025550100", Samples.twilio(), Optional.of(agent.id())));
        store.phoneNumbers()
                .add(Samples.number(organization, "100", Samples.registration("pbx.example.com"), Optional.empty()));
        store.takeovers().keep(Samples.takeover());
        return List.of(organization, agent.id());
    }

    private static Sealer sealer(String keys) {
        return new Sealer(MasterKeys.parse(Secret.of(keys)));
    }

    /// Every row of every table as text.
    private static String everything(TestDatabase database) {
        return Sql.with(database.source(), "read everything", sql -> {
            var text = new StringBuilder();
            for (var table :
                    sql.all("select tablename from pg_tables where schemaname = 'public'", row -> row.getString(1))) {
                sql.all("select t::text from \"" + table + "\" t", row -> row.getString(1))
                        .forEach(text::append);
            }
            return text.toString();
        });
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /// All that a log would show of a failure but its stack.
    private static String printed(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(
                        failure, Objects::nonNull, cause -> cause == null ? null : cause.getCause())
                .map(String::valueOf)
                .collect(Collectors.joining("\n"));
    }
}
