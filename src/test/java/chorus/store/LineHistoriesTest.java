package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.Balance;
import chorus.phonebook.LineStatus.Change;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.PhoneNumber;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LineHistoriesTest {
    private static final Change FAILED =
            new Change(State.FAILED, "It said: SIP/2.0 403 \"No\"", Instant.parse("2026-01-01T00:00:01.5Z"));
    private static final Change READY = new Change(State.READY, "Registered.", Instant.parse("2026-01-01T00:00:00Z"));

    private static Store store;

    @BeforeAll
    static void open() {
        store = TestDatabase.fresh().open(Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void givesBackTheLastThatWasKept() {
        var number = number("+12025550101");
        store.lineHistories().keep(Map.of(number.id(), List.of(READY)));
        store.lineHistories().keep(Map.of(number.id(), List.of(FAILED, READY)));

        assertThat(store.lineHistories().all()).containsEntry(number.id(), List.of(FAILED, READY));
    }

    @Test
    void passesOverANumberThatIsGone() {
        var number = number("+12025550102");
        var gone = UUID.randomUUID();

        store.lineHistories().keep(Map.of(gone, List.of(READY), number.id(), List.of(READY)));

        assertThat(store.lineHistories().all()).containsKey(number.id()).doesNotContainKey(gone);
    }

    @Test
    void forgetsANumberThatGoes() {
        var number = number("+12025550103");
        store.lineHistories().keep(Map.of(number.id(), List.of(READY)));

        store.phoneNumbers().remove(number.organizationId(), number.id());

        assertThat(store.lineHistories().all()).doesNotContainKey(number.id());
    }

    private static PhoneNumber number(String text) {
        var organization = store.organizations().create("Example", new Balance.Unlimited(), Optional.empty());
        var number = Samples.number(organization.id(), text, Samples.registration("pbx.example.com"), Optional.empty());
        store.phoneNumbers().add(number);
        return number;
    }
}
