package chorus.provider.twilio;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.audio.Keys;
import chorus.call.AnsweredBy;
import chorus.call.EndReason;
import chorus.call.Quality;
import chorus.mediastream.OnHold;
import chorus.provider.Leg;
import chorus.provider.TransferOutcome;
import chorus.provider.TransferTarget;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// An answered call whose sound comes and goes over a Media Streams socket.
///
/// Sound for the caller goes to Twilio as it comes; Twilio keeps it and plays it, and [Playback] keeps the account of
/// what was heard. Everything but [#hangUp] and [#transfer] lives on the media loop.
final class TwilioLeg implements Leg, MediaSocket.Ear {
    private static final int MOST_QUEUED_MILLIS = 120_000;

    private final TwilioCall call;
    private final EndReason farEnd;
    private final Playback playback = new Playback(System.nanoTime());
    private final AtomicBoolean hungUp = new AtomicBoolean();
    private final Transfers transfers;
    private final StreamFigures figures = new StreamFigures();
    private MediaSocket socket;
    private @Nullable Listener listener;
    private @Nullable OnHold onHold;
    private boolean detached;
    private boolean over;

    /// @param farEnd how the call ends when the far side hangs up
    TwilioLeg(TwilioCall call, MediaSocket socket, EndReason farEnd) {
        this.call = call;
        this.socket = socket;
        this.farEnd = farEnd;
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
        if (onHold != null) {
            return onHold.play(frame);
        }
        if (detached || playback.queuedMillis(System.nanoTime()) > MOST_QUEUED_MILLIS || !socket.play(frame)) {
            return false;
        }
        playback.sent(frame.length(), System.nanoTime());
        playback.ownMark().ifPresent(socket::mark);
        return true;
    }

    @Override
    public void mark(String name) {
        if (onHold != null) {
            onHold.mark(name);
            return;
        }
        var travelling = detached ? Optional.<String>empty() : playback.mark(name);
        travelling.ifPresentOrElse(socket::mark, () -> reached(name, playback.heardMillis(System.nanoTime()), false));
    }

    @Override
    public long stopPlaying() {
        var now = System.nanoTime();
        if (onHold != null) {
            onHold.clear();
        } else {
            drop(now);
        }
        return playback.heardMillis(now);
    }

    /// What Twilio has not played yet will not be heard.
    private void drop(long now) {
        var dropped = playback.cleared(now);
        socket.clear();
        report(dropped);
    }

    /// The stream carries no keys towards the caller, and TwiML that presses some would end it: they go as the tones
    /// that they are.
    @Override
    public void sendDigits(String digits) {
        var frame = new Frame();
        for (var i = 0; i < digits.length(); i++) {
            var tones = Keys.sound(AudioFormat.PCMU, digits.charAt(i));
            play(frame.over(AudioFormat.PCMU, tones, 0, tones.length));
        }
    }

    @Override
    public void hold(HoldSound sound) {
        if (onHold == null && !over && !detached) {
            drop(System.nanoTime());
            onHold = new OnHold(sound, socket, call.loop(), this::passed);
        }
    }

    @Override
    public void resume() {
        if (onHold != null) {
            var held = onHold;
            onHold = null;
            held.end(this::play, this::mark);
        }
    }

    private void passed(String mark, long heardMillis, boolean played) {
        reached(mark, playback.heardMillis(System.nanoTime()), played);
    }

    @Override
    public TransferOutcome transfer(TransferTarget target) {
        return switch (target) {
            case TransferTarget.Dialled(var to) -> transfers.dial(to);
            case TransferTarget.InPlaceOf _ ->
                new TransferOutcome.NotSupported("Twilio does not put one call in the place of another.");
        };
    }

    /// Ends the call at Twilio as well: closing the socket alone would only go on with the next verb.
    @Override
    public void hangUp() {
        if (!hungUp.getAndSet(true)) {
            call.leave(transfers.handedOver());
            onLoop(() -> {
                over = true;
                stopHolding();
                socket.close(1000);
            });
        }
    }

    // From the caller.

    @Override
    public void heard(Frame frame) {
        if (onHold == null && listener != null) {
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
    public void echoed(String mark) {
        report(playback.echoed(mark, System.nanoTime()));
    }

    /// The stream of a call that is being transferred ends, and may come back; any other is the end.
    @Override
    public void closed(boolean orderly, String why) {
        if (transfers.underWay()) {
            detach();
        } else if (orderly) {
            ended(farEnd);
        } else {
            call.trace().noted("stream", why);
            call.whenKnownOver(isOver -> onLoop(() -> ended(isOver ? farEnd : EndReason.SIGNALLING_FAILED)));
        }
    }

    private void detach() {
        detached = true;
        stopHolding();
        report(playback.cleared(System.nanoTime()));
        if (listener != null) {
            listener.held(false);
        }
    }

    /// A transfer has failed, and Twilio has brought the caller back.
    void attach(MediaSocket newSocket) {
        figures.add(socket);
        socket = newSocket;
        detached = false;
        if (over) {
            socket.close(1000);
            return;
        }
        socket.listen(this);
        if (listener != null) {
            listener.resumed();
        }
    }

    /// The call is over at Twilio, whatever became of its stream.
    private void gone() {
        transfers.over();
        onLoop(() -> ended(farEnd));
    }

    /// Twilio did not bring the caller back.
    void lost() {
        ended(EndReason.SIGNALLING_FAILED);
    }

    private void ended(EndReason reason) {
        if (!over) {
            over = true;
            stopHolding();
            if (listener != null) {
                listener.ended(reason);
            }
        }
    }

    private void stopHolding() {
        if (onHold != null) {
            onHold.stop();
            onHold = null;
        }
    }

    private void report(List<Playback.Reached> marks) {
        marks.forEach(mark -> reached(mark.name(), mark.heardMillis(), mark.played()));
    }

    private void reached(String mark, long heardMillis, boolean played) {
        if (listener != null) {
            listener.reached(mark, heardMillis, played);
        }
    }

    // For the record.

    @Override
    public String agreed() {
        return "PCMU over Twilio Media Streams, stream " + socket.streamSid() + " of call " + call.sid();
    }

    @Override
    public String lastWords() {
        return call.lastWords();
    }

    @Override
    public String mediaSummary() {
        return figures.summary(socket, playback.echoesAfterClear());
    }

    @Override
    public Optional<String> mediaTrouble() {
        return figures.trouble(socket);
    }

    /// Twilio does not tell.
    @Override
    public Optional<Quality> quality() {
        return Optional.empty();
    }
}
