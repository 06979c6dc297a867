package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.Call;
import chorus.call.CallFacts;
import chorus.call.CallHistory.Filter;
import chorus.call.CallRecord;
import chorus.call.CallState;
import chorus.call.Charge;
import chorus.call.Direction;
import chorus.call.EndReason;
import chorus.call.EndedCall;
import chorus.call.NetworkAnswer;
import chorus.call.Quality;
import chorus.call.Refusal;
import chorus.call.Step;
import chorus.call.Transfer;
import chorus.call.TransferStatus;
import chorus.call.TransferType;
import chorus.call.Utterance;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CallLogTest {
    private static final Quality QUALITY = new Quality(
            412,
            400,
            3,
            1,
            Optional.of(Duration.ofNanos(38_200_000)),
            Optional.of(new Quality.Hearing(4.36, 0.74, Duration.ofNanos(2_100_000))),
            Optional.empty());
    private static final Filter ALL = new Filter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final List<Step> TRACE =
            List.of(new Step(3, "number known", "+12025550100", "Main line", Step.Verdict.PASSED));

    private static TestDatabase database;
    private static Store store;

    private final UUID organization = UUID.randomUUID();

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
    void tellsTheStoryOfACall() {
        var call = Samples.call(organization, Samples.NOON);
        store.callLog().opened(call, CallState.RINGING, TRACE);
        assertThat(record(call))
                .isEqualTo(new CallRecord(
                        call,
                        CallState.RINGING,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        TRACE,
                        1,
                        CallFacts.NONE));
        store.callLog().answered(call, Samples.NOON.plusSeconds(2), TRACE);
        assertThat(record(call).state()).isEqualTo(CallState.IN_PROGRESS);
        var said = List.of(new Utterance(Utterance.Role.USER, "Is anybody there?"));
        store.callLog()
                .ended(new EndedCall(
                        call, EndReason.CALLER_HUNG_UP, Optional.empty(), Samples.NOON.plusSeconds(62), TRACE, said));
        var ended = record(call);
        assertThat(ended.state()).isEqualTo(CallState.COMPLETED);
        assertThat(ended.duration()).hasSeconds(60);
        assertThat(ended.endedReason()).contains("caller_hung_up");
        assertThat(ended.blame()).contains("nobody");
        assertThat(ended.transcript()).isEqualTo(said);
    }

    @Test
    void keepsWhatIsKnownOfACallBesideItsProgress() {
        var call = Samples.call(organization, Samples.NOON);
        var facts = new CallFacts(
                Optional.of(new NetworkAnswer(486, "Busy Here")),
                Optional.of(Duration.ofMillis(180)),
                Optional.of(QUALITY),
                Optional.of(new Charge(new BigDecimal("0.014"), "42 s")));
        store.callLog().opened(call, CallState.QUEUED, TRACE);
        store.callLog().ringing(call, TRACE);
        assertThat(record(call).state()).isEqualTo(CallState.RINGING);
        assertThat(record(call).facts()).isEqualTo(CallFacts.NONE);
        store.callLog()
                .ended(new EndedCall(
                        call,
                        EndReason.CALLER_HUNG_UP,
                        Optional.empty(),
                        Samples.NOON.plusSeconds(43),
                        TRACE,
                        List.of(),
                        facts));
        assertThat(record(call).facts()).isEqualTo(facts);
    }

    @Test
    void keepsTheLastTransferAndTheCallThatServedIt() {
        var call = Samples.call(organization, Samples.NOON);
        var child = new Call(
                UUID.randomUUID(),
                organization,
                Optional.empty(),
                Optional.empty(),
                "CA2",
                "sip",
                Direction.OUTBOUND,
                "+14155550177",
                call.ownNumber(),
                Map.of(),
                Map.of(),
                Samples.NOON.plusSeconds(9),
                Optional.of(call.id()));
        store.callLog().opened(call, CallState.RINGING, TRACE);
        store.callLog().transferred(call, new Transfer(TransferType.BLIND, TransferStatus.INITIATED), TRACE);
        store.callLog().opened(child, CallState.QUEUED, TRACE);

        assertThat(record(call).facts().transfer())
                .contains(new Transfer(TransferType.BLIND, TransferStatus.INITIATED));
        assertThat(store.callHistory().transfersOf(organization, List.of(call.id())))
                .extracting(CallRecord::call)
                .containsExactly(child);
        assertThat(store.callHistory().transfersOf(UUID.randomUUID(), List.of(call.id())))
                .isEmpty();
        assertThat(store.callHistory().transfersOf(organization, List.of())).isEmpty();
    }

    @Test
    void keepsAnEndThatHasNoBeginning() {
        var call = Samples.call(organization, Samples.NOON);
        store.callLog()
                .ended(new EndedCall(
                        call, Refusal.NO_AGENT_ASSIGNED, Optional.empty(), Samples.NOON, TRACE, List.of()));
        assertThat(record(call).call()).isEqualTo(call);
        assertThat(record(call).endedSentence()).contains(Refusal.NO_AGENT_ASSIGNED.sentence());
    }

    @Test
    void keepsTheAnswerOfACallWhoseAnswerWasNotRecorded() {
        var call = Samples.call(organization, Samples.NOON);
        var answered = Optional.of(Samples.NOON.plusSeconds(2));
        store.callLog().opened(call, CallState.RINGING, TRACE);
        store.callLog()
                .ended(new EndedCall(
                        call, EndReason.CALLER_HUNG_UP, answered, Samples.NOON.plusSeconds(62), TRACE, List.of()));
        assertThat(record(call).startedAt()).isEqualTo(answered);
        assertThat(record(call).duration()).hasSeconds(60);
    }

    @Test
    void writesNothingOverAFinalState() {
        var call = Samples.call(organization, Samples.NOON);
        store.callLog()
                .ended(new EndedCall(
                        call, EndReason.CALLER_CANCELED, Optional.empty(), Samples.NOON, TRACE, List.of()));
        var before = record(call);
        store.callLog().opened(call, CallState.RINGING, List.of());
        store.callLog().answered(call, Samples.NOON.plusSeconds(1), List.of());
        store.callLog()
                .ended(new EndedCall(
                        call,
                        EndReason.AGENT_LOST,
                        Optional.empty(),
                        Samples.NOON.plusSeconds(2),
                        List.of(),
                        List.of()));
        assertThat(record(call)).isEqualTo(before);
    }

    @Test
    void recordsTheEndOfACallWhoseThreadIsInterrupted() throws Exception {
        var call = Samples.call(organization, Samples.NOON);
        var thread = Thread.ofVirtual().unstarted(() -> {
            Thread.currentThread().interrupt();
            store.callLog()
                    .ended(new EndedCall(
                            call, EndReason.API_HUNG_UP, Optional.empty(), Samples.NOON, TRACE, List.of()));
        });
        thread.start();
        thread.join();
        assertThat(record(call).endedReason()).contains("api_hung_up");
    }

    @Test
    void recordsTheEndOfACallAfterTheConnectionsBroke() {
        var call = Samples.call(organization, Samples.NOON);
        Sql.with(database.source(), "cut the connections", sql -> sql.all("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """, row -> row.getBoolean(1)));
        store.callLog()
                .ended(new EndedCall(call, EndReason.API_HUNG_UP, Optional.empty(), Samples.NOON, TRACE, List.of()));
        assertThat(record(call).endedReason()).contains("api_hung_up");
    }

    @Test
    void endsTheCallsThatItsOwnNodeLost() {
        var mine = Samples.call(organization, Samples.NOON);
        var over = Samples.call(organization, Samples.NOON);
        var theirs = Samples.call(organization, Samples.NOON);
        store.callLog().opened(mine, CallState.RINGING, TRACE);
        store.callLog()
                .ended(new EndedCall(over, EndReason.AGENT_HUNG_UP, Optional.empty(), Samples.NOON, TRACE, List.of()));
        try (var other = Store.open(database.options().withNode("other"), database.sealer(), Clock.systemUTC())) {
            other.callLog().opened(theirs, CallState.RINGING, TRACE);
            assertThat(store.endLostCalls(Samples.NOON.plusSeconds(60))).isPositive();
            assertThat(store.endLostCalls(Samples.NOON.plusSeconds(60))).isZero();
        }
        assertThat(record(mine).endedReason()).contains("server_lost");
        assertThat(record(mine).state()).isEqualTo(CallState.FAILED);
        assertThat(record(over).endedReason()).contains("agent_hung_up");
        assertThat(record(theirs).state()).isEqualTo(CallState.RINGING);
    }

    @Test
    void countsNoTimeForACallThatWasLost() {
        var call = Samples.call(organization, Samples.NOON);
        store.callLog().opened(call, CallState.RINGING, TRACE);
        store.callLog().answered(call, Samples.NOON.plusSeconds(2), TRACE);
        store.endLostCalls(Samples.NOON.plusSeconds(72));
        assertThat(record(call).duration()).isZero();
        assertThat(record(call).endedAt()).contains(Samples.NOON.plusSeconds(2));
        assertThat(record(call).trace()).hasSize(2).last().satisfies(step -> {
            assertThat(step.atMillis()).isEqualTo(72_000);
            assertThat(step.found()).startsWith("The time of its end is not known");
        });
    }

    @Test
    void addsUpAttemptsAtOneUnknownNumber() {
        var first = unknown("+12025550199", 0);
        store.callLog().turnedAway(first, Refusal.UNKNOWN_NUMBER, "192.0.2.9", TRACE);
        store.callLog().turnedAway(unknown("+12025550199", 59), Refusal.UNKNOWN_NUMBER, "192.0.2.9", TRACE);
        store.callLog().turnedAway(unknown("+12025550199", 3599), Refusal.UNKNOWN_NUMBER, "192.0.2.9", TRACE);
        assertThat(all().items()).singleElement().satisfies(record -> {
            assertThat(record.attempts()).isEqualTo(3);
            assertThat(record.call().id()).isEqualTo(first.id());
            assertThat(record.state()).isEqualTo(CallState.FAILED);
            assertThat(record.endedReason()).contains("unknown_number");
            assertThat(record.blame()).contains("customer");
            assertThat(record.endedAt()).contains(Samples.NOON.plusSeconds(3599));
            assertThat(record.trace()).isEqualTo(TRACE);
        });
    }

    @Test
    void beginsANewRecordForAnUnknownNumberAfterAnHour() {
        store.callLog().turnedAway(unknown("+12025550199", 0), Refusal.UNKNOWN_NUMBER, "192.0.2.9", TRACE);
        store.callLog().turnedAway(unknown("+12025550199", 3600), Refusal.UNKNOWN_NUMBER, "192.0.2.9", TRACE);
        store.callLog().turnedAway(unknown("+12025550199", 3601), Refusal.UNKNOWN_NUMBER, "192.0.2.10", TRACE);
        assertThat(all().total()).isEqualTo(3);
    }

    @Test
    void leavesAtMostFiftyRecordsAnHourForASource() {
        var before = store.unrecordedUnknownNumbers();
        for (var i = 0; i < 60; i++) {
            store.callLog().turnedAway(unknown("+120255501" + (10 + i), i), Refusal.UNKNOWN_NUMBER, "192.0.2.9", TRACE);
        }
        assertThat(all().total()).isEqualTo(50);
        assertThat(store.unrecordedUnknownNumbers() - before).isEqualTo(10);
        store.callLog().turnedAway(unknown("+12025550999", 3600), Refusal.UNKNOWN_NUMBER, "192.0.2.9", TRACE);
        assertThat(all().total()).isEqualTo(51);
    }

    @Test
    void losesNoAttemptWhenManyComeAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var attempts = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < 40; i++) {
                attempts.add(() -> {
                    store.callLog().turnedAway(unknown("+12025550199", 0), Refusal.UNKNOWN_NUMBER, "192.0.2.9", TRACE);
                    return true;
                });
            }
            for (var done : threads.invokeAll(attempts)) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(all().items())
                .singleElement()
                .satisfies(record -> assertThat(record.attempts()).isEqualTo(40));
    }

    @Test
    void takesWhateverAStrangerSends() {
        var call = Samples.call(organization, "\0\uD800" + "9".repeat(5000), Samples.NOON);
        var odd = List.of(new Step(0, "dialled", "a\0b", "\\u0000", Step.Verdict.NOTED));
        store.callLog().turnedAway(call, Refusal.UNKNOWN_NUMBER, "\0".repeat(3000), odd);
        var stored = all().items().getFirst();
        assertThat(stored.trace().getFirst().against()).isEqualTo("a\uFFFDb");
        assertThat(stored.trace().getFirst().found()).isEqualTo("\\u0000");
        assertThat(stored.call().ownNumber()).hasSize(256);
    }

    @Test
    void narrowsAListing() {
        var call = Samples.call(organization, Samples.NOON);
        var later = Samples.call(organization, Samples.NOON.plusSeconds(10));
        store.callLog().opened(call, CallState.RINGING, TRACE);
        store.callLog()
                .ended(new EndedCall(
                        later,
                        EndReason.CALLER_CANCELED,
                        Optional.empty(),
                        Samples.NOON.plusSeconds(11),
                        TRACE,
                        List.of()));
        assertThat(all().items()).extracting(CallRecord::call).containsExactly(later, call);
        assertThat(listed(new Filter(
                        call.phoneNumberId(),
                        call.agentId(),
                        Optional.of(Direction.INBOUND),
                        Optional.of(CallState.RINGING),
                        Optional.of(Samples.NOON),
                        Optional.of(Samples.NOON.plusSeconds(1)))))
                .containsExactly(call);
        assertThat(listed(new Filter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Direction.OUTBOUND),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))
                .isEmpty();
        assertThat(listed(new Filter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Samples.NOON.plusSeconds(10)),
                        Optional.empty())))
                .containsExactly(later);
    }

    @Test
    void showsAnOrganizationItsOwnCallsOnly() {
        var call = Samples.call(organization, Samples.NOON);
        store.callLog().opened(call, CallState.RINGING, TRACE);
        assertThat(store.callHistory().find(UUID.randomUUID(), call.id())).isEmpty();
        assertThat(store.callHistory().list(UUID.randomUUID(), ALL, 50, 0).items())
                .isEmpty();
    }

    private Call unknown(String dialled, int secondsPastNoon) {
        return new Call(
                UUID.randomUUID(),
                organization,
                Optional.empty(),
                Optional.empty(),
                "CA" + "2".repeat(32),
                "sip",
                Direction.INBOUND,
                "+442071838750",
                dialled,
                Map.of(),
                Map.of(),
                Samples.NOON.plusSeconds(secondsPastNoon));
    }

    private CallRecord record(Call call) {
        return store.callHistory().find(organization, call.id()).orElseThrow();
    }

    private chorus.phonebook.Page<CallRecord> all() {
        return store.callHistory().list(organization, ALL, 100, 0);
    }

    private List<Call> listed(Filter filter) {
        return store.callHistory().list(organization, filter, 50, 0).items().stream()
                .map(CallRecord::call)
                .toList();
    }
}
