package chorus.switchboard;

import chorus.agent.AgentStream;
import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.call.DecisionTrace;
import chorus.call.EndReason;
import chorus.call.Utterance;
import chorus.provider.Leg;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The direction from the agent to the phone. Owned by the call's media loop.
///
/// When the agent hangs up, what it said before is heard to its end first.
final class TowardsCaller implements AgentStream.Listener {
    /// How long a last word may take; a caller on hold would never hear it.
    private static final long LAST_WORD_SECONDS = 30;

    /// Letters of transcript that one call may keep.
    private static final int MAX_TRANSCRIPT = 256 * 1024;

    private final Leg leg;
    private final AgentStream stream;
    private final boolean agentMayHangUp;
    private final DecisionTrace trace;
    private final Witness witness;
    private final Runnable firstSound;
    private final Consumer<Conclusion> conclude;
    /// A mark of ours behind the agent's last word; no agent can guess its name.
    private final String lastWord = "last word " + UUID.randomUUID();

    private final List<Utterance> transcript = new ArrayList<>();
    private long transcribed;
    private String hangUpDetail = "";
    private boolean hangUpNoted;
    private boolean spoke;
    private Consumer<String> transfers = this::cannotTransfer;

    TowardsCaller(
            Leg leg,
            AgentStream stream,
            boolean agentMayHangUp,
            DecisionTrace trace,
            Witness witness,
            Runnable firstSound,
            Consumer<Conclusion> conclude) {
        this.leg = leg;
        this.stream = stream;
        this.agentMayHangUp = agentMayHangUp;
        this.trace = trace;
        this.witness = witness;
        this.firstSound = firstSound;
        this.conclude = conclude;
    }

    /// Who hands the far side over. Called before the stream is started.
    void handsOverBy(Consumer<String> newTransfers) {
        transfers = newTransfers;
    }

    private void cannotTransfer(String to) {
        stream.transferOutcome("failed", "This call cannot be transferred; it goes on.");
    }

    @Override
    public void said(Frame frame) {
        if (leg.play(frame)) {
            witness.said(frame);
        }
        if (!spoke) {
            spoke = true;
            firstSound.run();
        }
    }

    @Override
    public void mark(String name) {
        leg.mark(name);
    }

    @Override
    public void clear() {
        stream.cleared(leg.stopPlaying());
        witness.cleared();
    }

    @Override
    public void hangUp() {
        if (agentMayHangUp) {
            hangUpAfterLastWord("The agent asked to hang up.");
        } else if (!hangUpNoted) {
            hangUpNoted = true;
            trace.noted("hang-up by the agent", "ignored, because its allowEndCall is false");
        }
    }

    @Override
    public void hold(HoldSound sound) {
        leg.hold(sound);
    }

    @Override
    public void resume() {
        leg.resume();
    }

    @Override
    public void transfer(String to) {
        transfers.accept(to);
    }

    @Override
    public void sendDigits(String digits) {
        leg.sendDigits(digits);
    }

    @Override
    public void transcript(Utterance utterance) {
        synchronized (transcript) {
            transcribed += utterance.content().length();
            if (transcribed <= MAX_TRANSCRIPT) {
                transcript.add(utterance);
            }
        }
    }

    @Override
    public void closed(boolean orderly, String why) {
        if (orderly) {
            hangUpAfterLastWord(why);
        } else {
            conclude.accept(new Conclusion(EndReason.AGENT_LOST, why));
        }
    }

    List<Utterance> transcript() {
        synchronized (transcript) {
            return List.copyOf(transcript);
        }
    }

    /// Takes the mark behind the last word; false for every other mark.
    boolean reached(String mark) {
        if (!mark.equals(lastWord)) {
            return false;
        }
        conclude.accept(new Conclusion(EndReason.AGENT_HUNG_UP, hangUpDetail));
        return true;
    }

    private void hangUpAfterLastWord(String detail) {
        hangUpDetail = detail;
        CompletableFuture.delayedExecutor(LAST_WORD_SECONDS, TimeUnit.SECONDS)
                .execute(() -> conclude.accept(new Conclusion(EndReason.AGENT_HUNG_UP, detail)));
        leg.mark(lastWord);
    }
}
