package chorus.provider.browser;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.EndReason;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Arrival;
import chorus.provider.IncomingCall;
import java.time.Duration;
import java.util.Optional;

/// A browser whose socket is open, and that waits for a decision.
final class BrowserIncomingCall implements IncomingCall {
    private final Arrival arrival;
    private final PhoneNumber line;
    private final MediaLoop loop;
    private final BrowserSocket socket;
    private final Duration silence;

    BrowserIncomingCall(Arrival arrival, PhoneNumber line, MediaLoop loop, BrowserSocket socket, Duration silence) {
        this.arrival = arrival;
        this.line = line;
        this.loop = loop;
        this.socket = socket;
        this.silence = silence;
    }

    @Override
    public Arrival arrival() {
        return arrival;
    }

    @Override
    public PhoneNumber number() {
        return line;
    }

    @Override
    public MediaLoop mediaLoop() {
        return loop;
    }

    @Override
    public Optional<EndReason> gone() {
        return socket.isGone() ? Optional.of(EndReason.CALLER_CANCELED) : Optional.empty();
    }

    @Override
    public void ring(AudioFormat format) {
        socket.tell("ringing");
    }

    @Override
    public void refuse(Refusal refusal) {
        socket.refuse(refusal.code(), refusal.sentence());
    }

    @Override
    public Answer answer(AudioFormat format) {
        if (socket.isGone()) {
            return new Answer.NotAnswered(EndReason.CALLER_CANCELED, "the browser was gone before the answer");
        }
        socket.tell("answered");
        return new Answer.Answered(new BrowserLeg(socket, silence));
    }
}
