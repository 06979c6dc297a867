package chorus.switchboard;

import chorus.agent.AgentStream;
import chorus.agent.StreamStart;
import chorus.call.DecisionTrace;
import chorus.call.EndReason;
import chorus.call.Utterance;
import chorus.provider.Leg;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Pumps one conversation between a phone leg and an agent's stream until either side ends it.
///
/// Both directions run on the call's media loop; nothing is handed over, locked or kept.
final class Bridge {
    private final Leg leg;
    private final AgentStream stream;
    private final TowardsAgent towardsAgent;
    private final TowardsCaller towardsCaller;
    private final CompletableFuture<Conclusion> conclusion = new CompletableFuture<>();

    /// @param firstSound told when the agent's first sound is on its way
    Bridge(
            Leg leg,
            AgentStream stream,
            boolean agentMayHangUp,
            DecisionTrace trace,
            Witness witness,
            Runnable firstSound) {
        this.leg = leg;
        this.stream = stream;
        this.towardsCaller = new TowardsCaller(leg, stream, agentMayHangUp, trace, witness, firstSound, this::conclude);
        this.towardsAgent = new TowardsAgent(stream, witness, towardsCaller::reached, this::conclude);
    }

    /// Begins the conversation.
    CompletableFuture<Conclusion> start(StreamStart start) {
        leg.onLoop(() -> {
            // What has happened on the leg already is told at once, so the stream must have begun.
            stream.start(start, towardsCaller);
            leg.listen(towardsAgent);
        });
        return conclusion;
    }

    /// What the agent wants handed over goes there.
    void handsOverBy(Handover handover) {
        towardsCaller.handsOverBy(handover::wish);
    }

    /// Ends the conversation from outside.
    void end(Conclusion how) {
        conclude(how);
    }

    /// Ends the conversation from outside.
    void end(EndReason reason) {
        conclude(new Conclusion(reason, ""));
    }

    List<Utterance> transcript() {
        return towardsCaller.transcript();
    }

    private void conclude(Conclusion how) {
        conclusion.complete(how);
    }
}
