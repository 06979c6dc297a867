package chorus.fake;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.DecisionTrace;
import chorus.call.EndReason;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Arrival;
import chorus.provider.IncomingCall;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// A call in that exists on paper only: whoever answers it gets a leg of paper.
public final class PaperIncomingCall implements IncomingCall {
    private final Arrival arrival;
    private final PhoneNumber number;
    private final PaperLeg leg = new PaperLeg();
    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();

    public PaperIncomingCall(PhoneNumber number, Map<String, String> headers) {
        this.number = number;
        this.arrival = new Arrival(
                UUID.randomUUID(),
                "sip",
                "CA1",
                "+12025550199",
                number.number(),
                "192.0.2.1:5060 over UDP",
                headers,
                new DecisionTrace(Clock.systemUTC()));
    }

    public PaperLeg leg() {
        return leg;
    }

    public List<Refusal> refusals() {
        return refusals;
    }

    @Override
    public Arrival arrival() {
        return arrival;
    }

    @Override
    public PhoneNumber number() {
        return number;
    }

    @Override
    public MediaLoop mediaLoop() {
        return new MediaLoop(0);
    }

    @Override
    public Optional<EndReason> gone() {
        return Optional.empty();
    }

    @Override
    public void ring(AudioFormat format) {}

    @Override
    public void refuse(Refusal refusal) {
        refusals.add(refusal);
    }

    @Override
    public Answer answer(AudioFormat format) {
        return new Answer.Answered(leg);
    }
}
