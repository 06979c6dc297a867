package chorus.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.agent.StreamStart;
import chorus.call.Call;
import chorus.call.CallLog;
import chorus.call.CallState;
import chorus.call.DecisionTrace;
import chorus.call.Direction;
import chorus.call.EndReason;
import chorus.call.EndedCall;
import chorus.call.Refusal;
import chorus.call.Step;
import chorus.call.Transfer;
import chorus.fake.PaperLeg;
import chorus.fake.PaperStream;
import chorus.phonebook.Agent;
import chorus.phonebook.AgentRuntime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final byte[] NOTICE = new byte[800];

    private final PaperLeg leg = new PaperLeg();
    private final PaperStream stream = new PaperStream();
    private final DecisionTrace trace = new DecisionTrace(Clock.systemUTC());
    private final Call call = new Call(
            UUID.randomUUID(),
            UUID.randomUUID(),
            Optional.empty(),
            Optional.empty(),
            "CA1",
            "paper",
            Direction.INBOUND,
            "+12025550199",
            "+12025550100",
            Map.of(),
            Map.of(),
            Instant.EPOCH);
    private final LiveCall live = new LiveCall(call, _ -> {});

    @Test
    void endsAtTheTimeLimit() {
        assertThat(converse(Duration.ofMillis(50), true).join()).isEqualTo(EndReason.TIME_LIMIT);

        assertThat(leg.isHungUp()).isTrue();
        assertThat(stream.isClosed()).isTrue();
    }

    @Test
    void doesNotLetAnAgentHangUpThatMayNot() {
        var ending = converse(Duration.ofMillis(300), false);

        stream.agent().hangUp();

        assertThat(ending.join()).isEqualTo(EndReason.TIME_LIMIT);
        assertThat(trace.steps()).anyMatch(step -> step.found().contains("allowEndCall"));
    }

    @Test
    void saysTheNoticeAfterTheAgentIsLost() {
        var ending = converse(Duration.ofSeconds(10), true);

        stream.agent().closed(false, "The connection was reset.");

        assertThat(ending.join()).isEqualTo(EndReason.AGENT_LOST);
        assertThat(leg.heard()).hasSameSizeAs(NOTICE);
        assertThat(trace.steps()).anyMatch(step -> step.found().equals("The connection was reset."));
    }

    @Test
    void endsWhenTheOutsideWantsIt() {
        var ending = converse(Duration.ofSeconds(10), true);
        stream.agent();

        live.end(EndReason.API_HUNG_UP);

        assertThat(ending.join()).isEqualTo(EndReason.API_HUNG_UP);
    }

    @Test
    void endsWhenTheCallerHangsUp() {
        var ending = converse(Duration.ofSeconds(10), true);
        stream.agent();

        leg.callerHangsUp();

        assertThat(ending.join()).isEqualTo(EndReason.CALLER_HUNG_UP);
        assertThat(stream.isClosed()).isTrue();
    }

    private CompletableFuture<EndReason> converse(Duration limit, boolean mayHangUp) {
        var conversation = new Conversation(
                leg,
                stream,
                agent(limit, mayHangUp),
                new Farewell(_ -> NOTICE),
                new Allowance(limit, Optional::empty),
                Optional.empty());
        var entry = new LogEntry(new PaperLog(), Clock.systemUTC(), call, trace);
        var start = new StreamStart("AC1", "CA1", "MZ1", Map.of());
        return CompletableFuture.supplyAsync(() -> conversation.run(start, live, entry), Thread::startVirtualThread);
    }

    private Agent agent(Duration limit, boolean mayHangUp) {
        return new Agent(
                UUID.randomUUID(),
                call.organizationId(),
                "Agent",
                true,
                mayHangUp,
                limit,
                Agent.FirstSpeaker.AGENT,
                Optional.empty(),
                false,
                false,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new AgentRuntime.Builtin(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /// A log that is not read again.
    private record PaperLog() implements CallLog {
        @Override
        public void opened(Call call, CallState state, List<Step> trace) {}

        @Override
        public void answered(Call call, Instant at, List<Step> trace) {}

        @Override
        public void ringing(Call call, List<Step> trace) {}

        @Override
        public void transferred(Call call, Transfer transfer, List<Step> trace) {}

        @Override
        public void ended(EndedCall call) {}

        @Override
        public Optional<UUID> turnedAway(Call call, Refusal refusal, String source, List<Step> trace) {
            return Optional.of(call.id());
        }
    }
}
