package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.Call;
import chorus.call.CallFacts;
import chorus.call.CallState;
import chorus.call.Charge;
import chorus.call.EndReason;
import chorus.call.EndedCall;
import chorus.phonebook.Balance;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What calls cost, taken from balances.
class SettlingTest {
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
    void settlesWhatACallCostsOnce() {
        var payer = payer("10.00");
        var call = Samples.call(payer, Samples.NOON);
        store.callLog().opened(call, CallState.RINGING, List.of());
        store.callLog().ended(ended(call, costing("0.25")));
        store.callLog().ended(ended(call, costing("0.25")));
        assertThat(balance(payer)).isEqualTo("9.75 USD");
        assertThat(store.organizations().ledger(payer, 10, 0).items().getFirst())
                .satisfies(entry -> {
                    assertThat(entry.amount()).isEqualTo(new BigDecimal("-0.25"));
                    assertThat(entry.balanceAfter()).isEqualTo(new BigDecimal("9.75"));
                    assertThat(entry.note()).isEqualTo("42 s");
                });
        assertThat(store.organizations().ledger(payer, 10, 0).total()).isEqualTo(2);
    }

    @Test
    void settlesACallWithoutABeginning() {
        var payer = payer("10.00");
        store.callLog().ended(ended(Samples.call(payer, Samples.NOON), costing("1.000001")));
        assertThat(balance(payer)).isEqualTo("8.999999 USD");
    }

    @Test
    void letsTheLastCallTakeABalanceBelowZero() {
        var payer = payer("0.10");
        store.callLog().ended(ended(Samples.call(payer, Samples.NOON), costing("0.25")));
        assertThat(balance(payer)).isEqualTo("-0.15 USD");
    }

    @Test
    void takesNothingForACallThatCostsNothing() {
        var payer = payer("10.00");
        store.callLog().ended(ended(Samples.call(payer, Samples.NOON), costing("0.00")));
        store.callLog().ended(ended(Samples.call(payer, Samples.NOON), CallFacts.NONE));
        assertThat(balance(payer)).isEqualTo("10.00 USD");
        assertThat(store.organizations().ledger(payer, 10, 0).total()).isEqualTo(1);
    }

    @Test
    void takesNothingFromAnUnlimitedBalance() {
        var payer = store.organizations()
                .create("Free", new Balance.Unlimited(), Optional.empty())
                .id();
        var call = Samples.call(payer, Samples.NOON);
        store.callLog().ended(ended(call, costing("0.25")));
        assertThat(store.callHistory()
                        .find(payer, call.id())
                        .orElseThrow()
                        .facts()
                        .charge())
                .isPresent();
        assertThat(store.organizations().ledger(payer, 10, 0).total()).isZero();
    }

    @Test
    void settlesEveryCallOfManyThatEndAtOnce() throws Exception {
        var payer = payer("10.00");
        try (var threads = Executors.newFixedThreadPool(8)) {
            var ends = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < 20; i++) {
                var call = Samples.call(payer, Samples.NOON);
                Callable<Boolean> end = () -> {
                    store.callLog().ended(ended(call, costing("0.50")));
                    return true;
                };
                ends.add(end);
                ends.add(end);
            }
            for (var done : threads.invokeAll(ends)) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(balance(payer)).isEqualTo("0.00 USD");
    }

    @Test
    void settlesACallAfterTheConnectionsBroke() {
        var payer = payer("10.00");
        Sql.with(database.source(), "cut the connections", sql -> sql.all("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """, row -> row.getBoolean(1)));
        store.callLog().ended(ended(Samples.call(payer, Samples.NOON), costing("0.25")));
        assertThat(balance(payer)).isEqualTo("9.75 USD");
    }

    private static EndedCall ended(Call call, CallFacts facts) {
        return new EndedCall(
                call,
                EndReason.CALLER_HUNG_UP,
                Optional.of(Samples.NOON.plusSeconds(1)),
                Samples.NOON.plusSeconds(43),
                List.of(),
                List.of(),
                facts);
    }

    private static CallFacts costing(String amount) {
        return new CallFacts(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Charge(new BigDecimal(amount), "42 s")));
    }

    private static UUID payer(String amount) {
        return store.organizations()
                .create("Payer", new Balance.Amount(new BigDecimal(amount), "USD"), Optional.empty())
                .id();
    }

    private static String balance(UUID payer) {
        return store.organizations().find(payer).orElseThrow().balance().toString();
    }
}
