package chorus.switchboard;

import chorus.agent.AgentStream;
import chorus.audio.Frame;
import chorus.call.AnsweredBy;
import chorus.call.EndReason;
import chorus.call.Moment.Kind;
import chorus.provider.Leg;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The direction from the phone to the agent. Owned by the call's media loop.
final class TowardsAgent implements Leg.Listener {
    private final AgentStream stream;
    private final Witness witness;
    private final Predicate<String> own;
    private final Consumer<Conclusion> conclude;

    /// @param own takes the marks that are ours, not the agent's
    TowardsAgent(AgentStream stream, Witness witness, Predicate<String> own, Consumer<Conclusion> conclude) {
        this.stream = stream;
        this.witness = witness;
        this.own = own;
        this.conclude = conclude;
    }

    @Override
    public void heard(Frame frame) {
        stream.hear(frame);
        witness.heard(frame);
    }

    @Override
    public void pressed(char digit) {
        stream.pressed(digit);
        witness.saw(Kind.DTMF, String.valueOf(digit));
    }

    @Override
    public void reached(String mark, long heardMillis, boolean played) {
        if (!own.test(mark)) {
            stream.reached(mark, heardMillis, played);
        }
    }

    @Override
    public void held(boolean sounds) {
        stream.held(sounds);
        witness.saw(Kind.HELD, "");
    }

    @Override
    public void resumed() {
        stream.resumed();
        witness.saw(Kind.RESUMED, "");
    }

    @Override
    public void answeredBy(AnsweredBy who) {
        stream.answeredBy(who);
    }

    @Override
    public void ended(EndReason reason) {
        conclude.accept(new Conclusion(reason, ""));
    }
}
