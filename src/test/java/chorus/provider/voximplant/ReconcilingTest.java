package chorus.provider.voximplant;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.NetworkSession;
import chorus.call.Refusal;
import chorus.fake.Patience;
import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Arrival;
import chorus.provider.IncomingCall;
import chorus.provider.IncomingCalls;
import chorus.secret.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What nobody told of calls is asked of Voximplant's call history.
class ReconcilingTest {
    private static final Scenario OBEDIENT =
            new Scenario("VoxEngine.addEventListener(AppEvents.HttpRequest, () => VoxEngine.terminate());");

    private final VoximplantStage stage = new VoximplantStage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatACallHasCostIsFoundInTheHistoryWhenNobodyToldIt() {
        stage.added();
        var call = left(Optional.empty());
        stage.provider.start(new Nobody());
        Patience.until("what it cost", () -> stage.costs.containsKey(call));
        assertThat(stage.costs.get(call)).isNotNegative();
        Patience.until(
                "nothing to be left", () -> stage.store.networkSessions().all().isEmpty());
    }

    @Test
    void aCallThatAServerLeftBehindIsHungUpWhenItComesBack() {
        var number = stage.added();
        stage.restart(VoximplantStage.URL, VoximplantStage.SELDOM, OBEDIENT);
        stage.awaitLine(number, LineStatus.State.READY, "");
        stage.cloud.rings("+12025550147", VoximplantStage.NUMBER);
        var session = stage.cloud.session();
        keep(session.id(), Optional.of(Secret.of(session.control())));
        stage.provider.start(new Nobody());
        session.awaitOver();
    }

    /// A session that is over over there, while the server that had it died.
    private UUID left(Optional<Secret> control) {
        var caller = stage.cloud.rings("+12025550147", VoximplantStage.NUMBER);
        var session = stage.cloud.session();
        caller.hangsUp();
        session.terminate();
        session.awaitOver();
        return keep(session.id(), control);
    }

    private UUID keep(long session, Optional<Secret> control) {
        var id = UUID.randomUUID();
        var through = stage.store.installations().all().getFirst().id();
        stage.store
                .networkSessions()
                .keep(new NetworkSession(
                        id,
                        Long.toString(session),
                        through,
                        control,
                        Instant.now().minusSeconds(120)));
        return id;
    }

    private static final class Nobody implements IncomingCalls {
        @Override
        public void offer(IncomingCall call) {
            call.refuse(Refusal.DECLINED);
        }

        @Override
        public Optional<UUID> turnedAway(Arrival arrival, PhoneNumber line, Refusal refusal) {
            return Optional.empty();
        }
    }
}
