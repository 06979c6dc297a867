package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.Deliveries;
import chorus.call.Deliveries.Receiver;
import chorus.call.Delivery.Attempt;
import chorus.phonebook.Agent;
import chorus.phonebook.Balance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Webhooks that wait: whose they are, where they go, and how often they were tried.
class DeliveriesTest {
    private static final Instant NOON = Samples.NOON;
    private static final String HERE = "example.com:443";

    private static TestDatabase database;
    private static Store store;

    private UUID organization;
    private Agent agent;
    private Deliveries deliveries;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        store = database.open(Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void make() {
        organization = store.organizations()
                .create("Webhooks", new Balance.Unlimited(), Optional.empty())
                .id();
        agent = Samples.agent(organization);
        store.agents().add(agent);
        deliveries = store.deliveries();
    }

    @Test
    void countsTheTriesAnewWhenItIsSentAgain() {
        var id = put(HERE);
        for (var i = 1; i <= 9; i++) {
            deliveries.failed(id, failure(NOON.plusSeconds(i)), Optional.of(NOON));
        }
        assertThat(attemptsOfTheOneDue(NOON)).isEqualTo(9);
        var later = NOON.plus(Duration.ofDays(2));

        deliveries.resend(organization, id, later);

        assertThat(attemptsOfTheOneDue(later)).isZero();
        deliveries.failed(id, failure(later.plusSeconds(1)), Optional.of(later));
        assertThat(attemptsOfTheOneDue(later)).isEqualTo(1);
    }

    @Test
    void waitsInTheLaneOfTheAddressThatTheAgentHasNow() {
        var id = put("old.example:443");

        assertThat(take("old.example:443", NOON)).isZero();
        assertThat(take(HERE, NOON)).isEqualTo(1);
        deliveries.delivered(id, failure(NOON));
    }

    @Test
    void looksForWhatIsDueOutsideFullOrganizationsAndAddresses() {
        put(HERE);
        var mine = new Receiver(organization, HERE);

        assertThat(deliveries.dueReceivers(NOON, Set.of(), Set.of(), 100)).contains(mine);
        assertThat(deliveries.dueReceivers(NOON, Set.of(organization), Set.of(), 100))
                .doesNotContain(mine);
        assertThat(deliveries.dueReceivers(NOON, Set.of(), Set.of(HERE), 100)).doesNotContain(mine);
        assertThat(deliveries.take(new Receiver(UUID.randomUUID(), HERE), NOON, NOON, 9))
                .isEmpty();
    }

    private int attemptsOfTheOneDue(Instant now) {
        return deliveries
                .take(new Receiver(organization, HERE), now, now, 9)
                .getFirst()
                .attempts();
    }

    private int take(String address, Instant now) {
        return deliveries
                .take(new Receiver(organization, address), now, now.plusSeconds(60), 9)
                .size();
    }

    private UUID put(String receiver) {
        var id = UUID.randomUUID();
        Sql.with(
                database.source(),
                "put a webhook",
                sql -> sql.run("""
                        insert into webhook_deliveries (id, organization_id, agent_id, call_id, url, receiver, body,
                            state, created_at, since, next_at)
                        values (?, ?, ?, ?, 'https://old.example/', ?, '{}', 'pending', ?, ?, ?)
                        """, id, organization, agent.id(), UUID.randomUUID(), receiver, NOON, NOON, NOON));
        return id;
    }

    private static Attempt failure(Instant at) {
        return new Attempt(at, Optional.of(500), "The receiver answered 500.", Duration.ofMillis(5));
    }
}
