package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.Balance;
import chorus.phonebook.Purchases;
import chorus.phonebook.Purchases.Purchase;
import chorus.phonebook.Takeover;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What was ordered, and what is to be put back.
class PurchasesTest {
    private static Store store;
    private static UUID organization;

    @BeforeAll
    static void open() {
        store = TestDatabase.fresh().open(Clock.systemUTC());
        organization = store.organizations()
                .create("Example", new Balance.Unlimited(), Optional.empty())
                .id();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void notesAnOrderOnceForEachKeyOfAnOrganization() {
        var first = UUID.randomUUID();
        var purchases = store.purchases();
        assertThat(purchases.find(organization, "k1")).isEmpty();
        assertThat(purchases.order(organization, "k1", "what", first, Samples.NOON))
                .isEqualTo(new Purchase("what", first, Purchases.State.ORDERED, true));
        purchases.becomes(organization, "k1", Purchases.State.BOUGHT, Samples.NOON);
        var again = new Purchase("what", first, Purchases.State.BOUGHT, false);
        assertThat(purchases.order(organization, "k1", "other", UUID.randomUUID(), Samples.NOON))
                .isEqualTo(again);
        assertThat(purchases.find(organization, "k1")).contains(again);
    }

    @Test
    void tellsWhatHasLeftFromWhatStillHangsHere() {
        var number = Samples.number(organization, "+12025550199", Samples.twilio(), Optional.empty());
        store.phoneNumbers().add(number);
        var kept = Samples.takeover();
        store.takeovers().keep(kept);
        assertThat(store.takeovers().left()).containsExactly(kept);
        var taken = new Takeover(
                kept.id(),
                number.id(),
                kept.number(),
                kept.access(),
                kept.resource(),
                kept.before(),
                kept.set(),
                kept.at());
        store.takeovers().keep(taken);
        assertThat(store.takeovers().left()).isEmpty();
        assertThat(store.takeovers().of(kept.access().account(), kept.resource()))
                .contains(taken);
        store.phoneNumbers().remove(organization, number.id());
        assertThat(store.takeovers().left()).containsExactly(taken);
        store.takeovers().forget(taken.id());
        assertThat(store.takeovers().left()).isEmpty();
    }
}
