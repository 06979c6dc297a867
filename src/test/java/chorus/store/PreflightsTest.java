package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.Balance;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers.Stored;
import chorus.phonebook.Preflight;
import chorus.phonebook.Preflight.Cause;
import chorus.phonebook.Preflight.Order;
import chorus.phonebook.Preflight.Schedule;
import chorus.phonebook.Preflight.Step;
import chorus.phonebook.Preflight.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Looks at lines, kept and due.
class PreflightsTest {
    private static final Order ORDER = new Order(Optional.of("*43"), true);
    private static TestDatabase database;
    private static Store store;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        store = database.open(Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void keepsTheLatestHundred() {
        var number = number("+12025550171");
        for (var minute = 0; minute < 105; minute++) {
            store.preflights().add(look(number, Duration.ofMinutes(minute)));
        }

        var kept = store.preflights().list(number.id(), 10, 0);

        assertThat(kept.total()).isEqualTo(100);
        assertThat(kept.items().getFirst()).isEqualTo(look(number, Duration.ofMinutes(104)));
    }

    @Test
    void keepsNothingOfANumberThatIsGone() {
        var gone = UUID.randomUUID();

        store.preflights().add(new Preflight(UUID.randomUUID(), gone, Cause.REQUESTED, Samples.NOON, List.of()));

        assertThat(store.preflights().list(gone, 10, 0).total()).isZero();
    }

    @Test
    void givesWhatIsDueOnceAndAgainAfterItsInterval() {
        var number = number("+12025550172");
        var hourly = new Schedule(Duration.ofHours(1), ORDER);
        store.preflights().schedule(number.id(), Optional.of(hourly), Samples.NOON);

        assertThat(store.preflights().takeDue(Samples.NOON.minusSeconds(1), 10)).isEmpty();
        assertThat(store.preflights().takeDue(Samples.NOON, 10)).singleElement().satisfies(due -> {
            assertThat(due.numberId()).isEqualTo(number.id());
            assertThat(due.organizationId()).isEqualTo(number.organizationId());
            assertThat(due.order()).isEqualTo(ORDER);
        });
        assertThat(store.preflights().takeDue(Samples.NOON.plusSeconds(3599), 10))
                .isEmpty();
        assertThat(store.preflights().takeDue(Samples.NOON.plusSeconds(3600), 10))
                .hasSize(1);
        assertThat(store.preflights().schedule(number.id())).contains(hourly);
        store.preflights().schedule(number.id(), Optional.empty(), Samples.NOON);
        assertThat(store.preflights().takeDue(Samples.NOON.plusSeconds(9999), 10))
                .isEmpty();
    }

    private static Preflight look(PhoneNumber number, Duration after) {
        var id = new UUID(number.id().getMostSignificantBits(), after.toMinutes());
        var steps = List.of(new Step("names", Verdict.PASSED, "192.0.2.1:5060 over UDP", "", 7));
        return new Preflight(id, number.id(), Cause.SCHEDULED, Samples.NOON.plus(after), steps);
    }

    private static PhoneNumber number(String e164) {
        var owner = store.organizations()
                .create("Owner", new Balance.Unlimited(), Optional.empty())
                .id();
        var sample = Samples.number(owner, e164, Samples.allowlist("192.0.2.1"), Optional.empty());
        return switch (store.phoneNumbers().add(sample)) {
            case Stored.Saved(var saved) -> saved;
            case Stored.Refused(var problem, var conflict) -> throw new AssertionError(problem);
        };
    }
}
