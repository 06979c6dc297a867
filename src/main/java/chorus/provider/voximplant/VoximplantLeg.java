package chorus.provider.voximplant;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.audio.Keys;
import chorus.call.AnsweredBy;
import chorus.call.EndReason;
import chorus.call.Quality;
import chorus.provider.Leg;
import chorus.provider.TransferOutcome;
import chorus.provider.TransferTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// An answered call whose sound comes and goes over a media socket.
///
/// [Playing] paces what goes to Voximplant and keeps the account of what was heard. Everything but [#hangUp] and
/// [#transfer] lives on the media loop.
final class VoximplantLeg implements Leg, MediaSocket.Ear {
    /// How long the scenario may take to end a call that it was told to end.
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final VoximplantCall call;
    private final EndReason farEnd;
    private final MediaSocket socket;
    private final Playing playing;
    private final AtomicBoolean hungUp = new AtomicBoolean();
    private final Transfers transfers;
    private @Nullable Listener listener;
    private boolean over;

    /// @param farEnd how the call ends when the far side hangs up
    VoximplantLeg(VoximplantCall call, MediaSocket socket, EndReason farEnd) {
        this.call = call;
        this.socket = socket;
        this.farEnd = farEnd;
        this.playing = new Playing(socket, call.loop(), this::reached);
        this.transfers = new Transfers(call, this);
        call.handsOverBy(transfers);
        var _ = call.over().thenAccept(_ -> gone());
    }

    @Override
    public void onLoop(Runnable task) {
        if (call.loop().inEventLoop()) {
            task.run();
        } else if (!call.loop().isShuttingDown()) {
            call.loop().execute(task);
        }
    }

    @Override
    public void listen(Listener newListener) {
        var first = listener == null;
        listener = newListener;
        if (first) {
            socket.listen(this);
            var _ = call.answeredBy().thenAcceptAsync(this::answered, call.loop());
        }
    }

    private void answered(AnsweredBy who) {
        if (listener != null) {
            listener.answeredBy(who);
        }
    }

    // Towards the caller.

    @Override
    public boolean play(Frame frame) {
        return playing.say(frame);
    }

    @Override
    public void mark(String name) {
        playing.mark(name);
    }

    @Override
    public long stopPlaying() {
        return playing.stop();
    }

    /// Voximplant presses what a telephone has; the four keys beside them go as the tones that they are.
    @Override
    public void sendDigits(String digits) {
        if (digits.matches("[0-9*#]{1,64}")) {
            socket.press(digits);
            return;
        }
        var frame = new Frame();
        for (var i = 0; i < digits.length(); i++) {
            var tones = Keys.sound(AudioFormat.PCMU, digits.charAt(i));
            playing.say(frame.over(AudioFormat.PCMU, tones, 0, tones.length));
        }
    }

    @Override
    public void hold(HoldSound sound) {
        playing.hold(sound);
    }

    @Override
    public void resume() {
        playing.resume();
    }

    @Override
    public TransferOutcome transfer(TransferTarget target) {
        return switch (target) {
            case TransferTarget.Dialled(var to) -> transfers.dial(to);
            case TransferTarget.InPlaceOf _ ->
                new TransferOutcome.NotSupported("Voximplant does not put one call in the place of another.");
        };
    }

    /// Ends the call: by the socket where it is there, from outside where that does not help.
    @Override
    public void hangUp() {
        if (!hungUp.getAndSet(true)) {
            call.leave(transfers.handedOver(), GOODBYE);
            onLoop(() -> {
                over = true;
                playing.end();
                if (!transfers.handedOver()) {
                    socket.hangUp();
                }
                socket.close(1000);
            });
        }
    }

    // From the caller.

    @Override
    public void heard(Frame frame) {
        if (!playing.isHolding() && listener != null) {
            listener.heard(frame);
        }
    }

    @Override
    public void pressed(char digit) {
        if (listener != null) {
            listener.pressed(digit);
        }
    }

    @Override
    public void playedOut() {
        playing.playedOut();
    }

    @Override
    public void transfer(String outcome, int code) {
        transfers.told(outcome, code);
    }

    /// The socket of a call that was handed over ends; any other end of it is the end of the call.
    @Override
    public void closed(String why) {
        if (!transfers.handedOver()) {
            call.trace().noted("stream", why);
            call.whenKnownOver(isOver -> onLoop(() -> ended(isOver ? howItEnded() : EndReason.SIGNALLING_FAILED)));
        }
    }

    /// The caller hears the target ring, and not us.
    void detach(String to, String from, long seconds) {
        playing.detach();
        socket.transfer(to, from, seconds);
        if (listener != null) {
            listener.held(false);
        }
    }

    /// The transfer has failed, and we have the caller back.
    void attach() {
        playing.attach();
        if (listener != null && !over) {
            listener.resumed();
        }
    }

    /// The call is over at Voximplant, whatever became of its socket.
    private void gone() {
        transfers.over();
        onLoop(() -> ended(howItEnded()));
    }

    /// As the scenario tells, which is not always that the person hung up.
    private EndReason howItEnded() {
        return CallFailures.conversation(call.over().join().reason(), farEnd);
    }

    private void ended(EndReason reason) {
        if (!over) {
            over = true;
            playing.end();
            if (listener != null) {
                listener.ended(reason);
            }
        }
    }

    private void reached(String mark, long heardMillis, boolean played) {
        if (listener != null) {
            listener.reached(mark, heardMillis, played);
        }
    }

    // For the record.

    @Override
    public String agreed() {
        return "PCMU over a Voximplant media socket, call " + call.leg() + " in session " + call.session();
    }

    @Override
    public String lastWords() {
        return call.lastWords();
    }

    @Override
    public String mediaSummary() {
        return "Media socket: " + socket.framesIn() + " messages of sound from Voximplant, " + socket.framesOut()
                + " to it, " + socket.badMessages() + " not understood";
    }

    @Override
    public Optional<String> mediaTrouble() {
        if (socket.framesIn() == 0) {
            return Optional.of("The media socket was open, and no sound of the caller came over it.");
        }
        return socket.framesOut() > 0 && !socket.isUnderstood()
                ? Optional.of(
                        "Voximplant never said that it understood our sound: the caller has perhaps heard nothing.")
                : Optional.empty();
    }

    /// Voximplant does not tell.
    @Override
    public Optional<Quality> quality() {
        return Optional.empty();
    }
}
