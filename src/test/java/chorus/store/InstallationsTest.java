package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.NetworkSession;
import chorus.phonebook.Installation;
import chorus.phonebook.Installation.Bound;
import chorus.phonebook.VoximplantAccount;
import chorus.phonebook.VoximplantAccount.ApiKey;
import chorus.phonebook.VoximplantAccount.ServiceKey;
import chorus.secret.Secret;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What was put into accounts at Voximplant, and sessions there.
class InstallationsTest {
    private final Store store = TestDatabase.fresh().open(Clock.systemUTC());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsEachMarkAsItIsMade() {
        var installation = new Installation(
                UUID.randomUUID(),
                new VoximplantAccount("1", new ApiKey(Secret.of("api key"))),
                "chorus",
                Secret.of("its key"),
                Map.of(),
                Samples.NOON);
        store.installations().keep(installation);
        assertThat(store.installations().all()).containsExactly(installation);
        var marked = installation.with("application", "7").with("scenario", "8").with("application", "");
        store.installations().keep(marked);
        assertThat(store.installations().all()).containsExactly(marked);
        assertThat(marked.marks()).containsExactly(Map.entry("scenario", "8"));
    }

    @Test
    void keepsAServiceAccountsKeyAndForgetsNumbersWithTheirInstallation() {
        var access = new VoximplantAccount("2", new ServiceKey("key", Secret.of("pem")));
        var installation =
                new Installation(UUID.randomUUID(), access, "chorus", Secret.of("its key"), Map.of(), Samples.NOON);
        var bound = new Bound(installation.id(), UUID.randomUUID(), "+12025550100", Map.of("phone", "9"));
        store.installations().keep(installation);
        store.installations().keep(bound);
        assertThat(store.installations().all()).containsExactly(installation);
        assertThat(store.installations().bound()).containsExactly(bound);
        store.installations().forget(installation.id());
        assertThat(store.installations().all()).isEmpty();
        assertThat(store.installations().bound()).isEmpty();
    }

    @Test
    void keepsASessionUntilItsEndIsTold() {
        var session = new NetworkSession(
                UUID.randomUUID(),
                "4611818862",
                UUID.randomUUID(),
                Optional.of(Secret.of("https://example.com/request/1")),
                Samples.NOON);
        store.networkSessions().keep(session);
        assertThat(store.networkSessions().all()).containsExactly(session);
        var handedOver = new NetworkSession(
                session.callId(), session.session(), session.through(), Optional.empty(), session.began());
        store.networkSessions().keep(handedOver);
        assertThat(store.networkSessions().all()).containsExactly(handedOver);
        store.networkSessions().forget(session.callId());
        assertThat(store.networkSessions().all()).isEmpty();
    }
}
