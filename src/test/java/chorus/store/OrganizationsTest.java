package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.ApiKey;
import chorus.phonebook.Balance;
import chorus.phonebook.LedgerEntry;
import chorus.phonebook.Organization;
import chorus.phonebook.Organizations;
import chorus.secret.Secret;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrganizationsTest {
    private static final AtomicLong PAST_NOON = new AtomicLong();
    private static Store store;

    private static Organizations organizations;

    @BeforeAll
    static void open() {
        InstantSource source = () -> Samples.NOON.plusSeconds(PAST_NOON.get());
        Clock clock = source.withZone(ZoneOffset.UTC);
        store = TestDatabase.fresh().open(clock);
        organizations = store.organizations();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void creditsABalanceAndWritesTheLedger() {
        var organization = withBalance("10.00");
        var entry = organizations.credit(organization.id(), new BigDecimal("2.5"), "USD", "Top up", Optional.empty());
        assertThat(entry.map(LedgerEntry::balanceAfter)).contains(new BigDecimal("12.50"));
        assertThat(balance(organization)).isEqualTo(usd("12.50"));
        assertThat(organizations.ledger(organization.id(), 10, 0).items())
                .extracting(LedgerEntry::note)
                .containsExactly("Top up", "Opening balance.");
    }

    @Test
    void creditsOnceForOneIdempotencyKey() {
        var organization = withBalance("10.00");
        var key = Optional.of("order-7");
        var first = organizations.credit(organization.id(), BigDecimal.ONE, "USD", "Top up", key);
        assertThat(organizations.credit(organization.id(), BigDecimal.ONE, "USD", "Top up", key))
                .isEqualTo(first);
        assertThat(balance(organization)).isEqualTo(usd("11.00"));
    }

    @Test
    void losesNoCreditWhenManyComeAtOnce() throws Exception {
        var organization = withBalance("0.00");
        Callable<Optional<LedgerEntry>> credit =
                () -> organizations.credit(organization.id(), BigDecimal.ONE, "USD", "Top up", Optional.empty());
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(Collections.nCopies(20, credit))) {
                assertThat(done.get()).isPresent();
            }
        }
        assertThat(balance(organization)).isEqualTo(usd("20.00"));
    }

    @Test
    void creditsNeitherAnUnlimitedBalanceNorAnotherCurrency() {
        var unlimited = organizations.create("Free", new Balance.Unlimited(), Optional.empty());
        assertThat(organizations.credit(unlimited.id(), BigDecimal.ONE, "USD", "", Optional.empty()))
                .isEmpty();
        assertThat(organizations.credit(withBalance("1").id(), BigDecimal.ONE, "EUR", "", Optional.empty()))
                .isEmpty();
        assertThat(organizations.credit(UUID.randomUUID(), BigDecimal.ONE, "USD", "", Optional.empty()))
                .isEmpty();
    }

    @Test
    void changesOnlyWhatIsGiven() {
        var before = withBalance("5.00");
        var after = organizations.update(
                before.id(), Optional.empty(), Optional.of(false), Optional.empty(), Optional.of(3), Optional.empty());
        assertThat(after)
                .contains(new Organization(before.id(), before.name(), false, before.balance(), 3, before.createdAt()));
        assertThat(organizations.update(
                        UUID.randomUUID(),
                        Optional.of("x"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .isEmpty();
    }

    @Test
    void showsABalanceThatIsSetInTheLedger() {
        var organization = withBalance("5.00");
        organizations.update(
                organization.id(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(usd("2.00")),
                Optional.empty(),
                Optional.empty());
        assertThat(organizations
                        .ledger(organization.id(), 10, 0)
                        .items()
                        .getFirst()
                        .amount())
                .isEqualTo(new BigDecimal("-3.00"));
    }

    @Test
    void takesTheInstancesLimitWhenItHasNoneOfItsOwn() {
        assertThat(withBalance("1").maxConcurrentCalls()).isEqualTo(1000);
    }

    @Test
    void knowsAKeyUntilItIsRevoked() {
        var organization = withBalance("1").id();
        var issued = store.apiKeys().create(organization, "Laptop", ApiKey.Role.READ_ONLY, false);
        assertThat(issued.key().reveal())
                .matches("chorus_[A-Za-z0-9_-]{43}")
                .endsWith(issued.apiKey().hint());
        assertThat(store.apiKeys().authenticate(issued.key())).contains(issued.apiKey());
        assertThat(store.apiKeys().revoke(UUID.randomUUID(), issued.apiKey().id()))
                .isFalse();
        assertThat(store.apiKeys().revoke(organization, issued.apiKey().id())).isTrue();
        assertThat(store.apiKeys().authenticate(issued.key())).isEmpty();
        assertThat(store.apiKeys().list(organization, 10, 0).items().getFirst().revokedAt())
                .isPresent();
    }

    @Test
    void notesTheUseOfAKeyOnceAMinute() {
        var organization = withBalance("1").id();
        var key = store.apiKeys()
                .create(organization, "Laptop", ApiKey.Role.MEMBER, false)
                .key();
        PAST_NOON.set(0);
        store.apiKeys().authenticate(key);
        PAST_NOON.set(59);
        store.apiKeys().authenticate(key);
        assertThat(lastUse(organization)).contains(Samples.NOON);
        PAST_NOON.set(61);
        store.apiKeys().authenticate(key);
        assertThat(lastUse(organization)).contains(Samples.NOON.plusSeconds(61));
    }

    @Test
    void adoptsAKeyOnce() {
        var organization = withBalance("1").id();
        var key = Secret.of("an-admin-key-of-my-own");
        var first = store.apiKeys().adopt(key, organization, "Admin", ApiKey.Role.ADMIN, true);
        assertThat(store.apiKeys().adopt(key, withBalance("1").id(), "Other", ApiKey.Role.MEMBER, false))
                .isEqualTo(first);
        assertThat(store.apiKeys().authenticate(key)).contains(first);
    }

    private Optional<Instant> lastUse(UUID organization) {
        return store.apiKeys().list(organization, 10, 0).items().getFirst().lastUsedAt();
    }

    private Organization withBalance(String amount) {
        return organizations.create("Example", usd(amount), Optional.empty());
    }

    private Balance balance(Organization organization) {
        return organizations.find(organization.id()).orElseThrow().balance();
    }

    private static Balance.Amount usd(String amount) {
        return new Balance.Amount(new BigDecimal(amount), "USD");
    }
}
