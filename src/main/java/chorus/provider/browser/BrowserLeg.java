package chorus.provider.browser;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.audio.Holding;
import chorus.audio.Keys;
import chorus.audio.PlayoutQueue;
import chorus.call.EndReason;
import chorus.call.Quality;
import chorus.provider.Leg;
import chorus.provider.TransferOutcome;
import chorus.provider.TransferTarget;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A browser that talks: what it is to hear waits here and leaves in real time, so that what was heard, marks and
/// `clear` are known here. Everything but [#hangUp] lives on the media loop.
final class BrowserLeg implements Leg, BrowserSocket.Ear {
    private static final int FRAME_MILLIS = 20;
    private static final int FRAME_BYTES = FRAME_MILLIS * AudioFormat.BYTES_PER_MS;
    private static final int MOST_QUEUED_MILLIS = 120_000;
    private static final int MOST_MARKS = 1_000;

    private final BrowserSocket socket;
    private final long mostSilentTicks;
    private final PlayoutQueue queue = new PlayoutQueue(MOST_QUEUED_MILLIS, MOST_MARKS);
    private final AtomicBoolean hungUp = new AtomicBoolean();
    private final byte[] sound = new byte[FRAME_BYTES];
    private final Frame frame = new Frame();
    private final Frame said = new Frame();
    private final PlayoutQueue.Marks marks = this::reached;
    private @Nullable Listener listener;
    private @Nullable Future<?> clock;
    private @Nullable Holding holding;
    private volatile String lastWords = "";
    private long silentTicks;
    private boolean over;

    /// @param silence how long the browser may send nothing at all; zero: for ever
    BrowserLeg(BrowserSocket socket, Duration silence) {
        this.socket = socket;
        this.mostSilentTicks = silence.isZero() ? Long.MAX_VALUE : silence.toMillis() / FRAME_MILLIS;
    }

    @Override
    public void onLoop(Runnable task) {
        if (socket.loop().inEventLoop()) {
            task.run();
        } else if (!socket.loop().isShuttingDown()) {
            socket.loop().execute(task);
        }
    }

    @Override
    public void listen(Listener newListener) {
        var first = listener == null;
        listener = newListener;
        if (first) {
            socket.listen(this);
            clock = socket.loop().scheduleAtFixedRate(this::tick, 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        if (over) {
            return;
        }
        if (++silentTicks > mostSilentTicks) {
            ended(EndReason.MEDIA_LOST);
        } else if (holding != null) {
            queue.pass(FRAME_BYTES, marks);
            holding.fill(AudioFormat.PCMU, sound, FRAME_BYTES);
            socket.play(frame.over(AudioFormat.PCMU, sound, 0, FRAME_BYTES));
        } else {
            var count = queue.take(sound, 0, FRAME_BYTES);
            if (count > 0) {
                socket.play(frame.over(AudioFormat.PCMU, sound, 0, count));
            }
            queue.reportReached(marks);
        }
    }

    // Towards the browser.

    @Override
    public boolean play(Frame played) {
        return !over && queue.offer(played.bytes(), played.offset(), played.length());
    }

    @Override
    public void mark(String name) {
        if ((holding != null && queue.bytes() == 0) || !queue.mark(name)) {
            reached(name, queue.heardMillis(), false);
        }
    }

    @Override
    public long stopPlaying() {
        queue.clear(marks);
        socket.tell("clear");
        return queue.heardMillis();
    }

    @Override
    public void sendDigits(String digits) {
        for (var i = 0; i < digits.length(); i++) {
            var tones = Keys.sound(AudioFormat.PCMU, digits.charAt(i));
            queue.offer(tones, 0, tones.length);
        }
    }

    @Override
    public TransferOutcome transfer(TransferTarget target) {
        return new TransferOutcome.NotSupported("A browser cannot be handed over.");
    }

    @Override
    public void hold(HoldSound with) {
        holding = new Holding(with);
    }

    @Override
    public void resume() {
        holding = null;
    }

    @Override
    public void hangUp() {
        if (!hungUp.getAndSet(true)) {
            onLoop(() -> {
                over = true;
                stop();
                socket.close(1000);
            });
        }
    }

    // From the browser.

    @Override
    public void heard(byte[] pcmu, int offset, int length) {
        silentTicks = 0;
        if (holding == null && listener != null) {
            listener.heard(said.over(AudioFormat.PCMU, pcmu, offset, length));
        }
    }

    @Override
    public void pressed(char digit) {
        if (listener != null) {
            listener.pressed(digit);
        }
    }

    @Override
    public void closed(boolean orderly, String why) {
        lastWords = orderly ? "" : why;
        ended(orderly ? EndReason.CALLER_HUNG_UP : EndReason.SIGNALLING_FAILED);
    }

    private void ended(EndReason reason) {
        if (!over) {
            over = true;
            stop();
            if (listener != null) {
                listener.ended(reason);
            }
        }
    }

    private void stop() {
        if (clock != null) {
            clock.cancel(false);
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
        return "PCMU over the browser's socket";
    }

    @Override
    public String lastWords() {
        return lastWords;
    }

    @Override
    public String mediaSummary() {
        return socket.summary();
    }

    @Override
    public Optional<String> mediaTrouble() {
        return socket.heardAnything()
                ? Optional.empty()
                : Optional.of("The browser sent no sound: was the microphone allowed?");
    }

    /// TCP loses nothing that could be counted.
    @Override
    public Optional<Quality> quality() {
        return Optional.empty();
    }
}
