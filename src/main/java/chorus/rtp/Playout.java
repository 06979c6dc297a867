package chorus.rtp;

import chorus.audio.AudioFormat;
import chorus.audio.HoldSound;
import chorus.audio.Holding;
import chorus.audio.PlayoutQueue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Turns what the agent says, whenever and in whatever pieces it comes, into a steady stream of packets.
///
/// Owned by the media loop of the call; knows the time only as `now`.
final class Playout {
    static final int LIMIT_MILLIS = 120_000;
    static final int MARK_LIMIT = 1000;
    /// A frame this early goes out at once when nothing waits before it.
    static final long EARLY_NANOS = 10_000_000;
    /// How long a piece of a frame waits for the rest of it.
    static final long PARTIAL_NANOS = 40_000_000;

    private static final int LONGEST_FRAME = 60 * AudioFormat.BYTES_PER_MS;
    private static final long BYTE_NANOS = 1_000_000 / AudioFormat.BYTES_PER_MS;
    private static final long EVENT_STEP_NANOS = 20_000_000;

    private static final int TONES_MILLIS = EventSender.LIMIT * 200;

    private final PlayoutQueue queue = new PlayoutQueue(LIMIT_MILLIS, MARK_LIMIT);
    /// Keys as sound, which goes before the agent's.
    private final PlayoutQueue tones = new PlayoutQueue(TONES_MILLIS, 0);
    private final EventSender events = new EventSender();
    private final byte[] payload = new byte[LONGEST_FRAME];
    private final PlayoutClock clock;
    private final AudioFormat format;
    private final Packets out;
    private final PlayoutQueue.Marks marks;
    private int frameBytes = 20 * AudioFormat.BYTES_PER_MS;
    private @Nullable Holding holding;
    private boolean sending;
    private long passedUntil;
    private boolean keying;
    private int eventTimestamp;
    private long framesRefused;
    private long marksRefused;

    /// Sends packets.
    interface Packets {
        void sound(boolean marker, int timestamp, byte[] payload, int length);

        void event(boolean marker, int timestamp, byte[] payload, int length);
    }

    Playout(AudioFormat format, PlayoutClock clock, Packets out, PlayoutQueue.Marks marks) {
        this.format = format;
        this.clock = clock;
        this.out = out;
        this.marks = marks;
    }

    void start(int frameMillis, long now) {
        clock.start(frameMillis, now);
        frame(frameMillis);
    }

    /// Changes the length of the frames to come.
    void frame(int frameMillis) {
        clock.frame(frameMillis);
        frameBytes = frameMillis * AudioFormat.BYTES_PER_MS;
    }

    /// Sends, or lets what is said pass unheard until told to send again.
    void send(boolean nowSending, long now) {
        if (nowSending && !sending) {
            clock.beginQuiet(now);
            keying = false;
        }
        if (!nowSending) {
            tones.clear(marks);
        }
        passedUntil = now;
        sending = nowSending;
    }

    /// Puts the peer on hold: it hears this instead of the agent, whose sound passes unheard.
    void hold(HoldSound sound, long now) {
        holding = new Holding(sound);
        passedUntil = now;
        clock.beginQuiet(now);
    }

    /// The peer hears the agent again.
    void resume(long now) {
        if (holding != null) {
            holding = null;
            clock.beginQuiet(now);
        }
    }

    boolean play(byte[] bytes, int offset, int length, long now) {
        var before = queue.bytes();
        if (!queue.offer(bytes, offset, length)) {
            framesRefused++;
            return false;
        }
        if (isLive() && !events.busy() && tones.bytes() == 0) {
            if (!clock.quiet()) {
                clock.arrived(before * BYTE_NANOS, now);
            }
            run(now, before < frameBytes ? EARLY_NANOS : 0);
        }
        return true;
    }

    void mark(String name) {
        if (!queue.mark(name)) {
            marksRefused++;
            marks.reached(name, queue.heardMillis(), false);
            return;
        }
        queue.reportReached(marks);
    }

    long stop() {
        queue.clear(marks);
        return queue.heardMillis();
    }

    boolean key(String digits) {
        return events.add(digits);
    }

    /// Queues keys as sound, which is no sound of the agent's for the account of what was heard.
    ///
    /// @return false when the peer may not be sent to, or too many wait
    boolean tones(byte[] sound) {
        return sending && tones.offer(sound, 0, sound.length);
    }

    void forgetKeys() {
        events.clear();
        keying = false;
    }

    void tick(long now) {
        if (!isLive()) {
            passUnheard(now);
        }
        if (!sending) {
            return;
        }
        if (events.busy()) {
            runEvents(now);
        } else {
            run(now, 0);
        }
    }

    /// Whether what the agent says now is heard.
    private boolean isLive() {
        return sending && holding == null;
    }

    /// An agent that speaks to somebody who cannot hear it is not to be heard later instead.
    private void passUnheard(long now) {
        var millis = (now - passedUntil) / 1_000_000;
        passedUntil += millis * 1_000_000;
        queue.pass((int) Math.min(millis, LIMIT_MILLIS) * AudioFormat.BYTES_PER_MS, marks);
    }

    long heardMillis() {
        return queue.heardMillis();
    }

    long framesRefused() {
        return framesRefused;
    }

    long marksRefused() {
        return marksRefused;
    }

    private void run(long now, long early) {
        var waiting = tones.bytes() > 0 || (holding == null && queue.bytes() > 0);
        if (clock.quiet() && waiting) {
            clock.beginSpurt(now);
        }
        if (frameReady(now + early)) {
            sendFrame(now);
        }
        while (frameReady(now)) {
            sendFrame(now);
        }
        if (!clock.quiet() && clock.overdue(now)) {
            clock.beginQuiet(now);
        }
        while (clock.quiet() && clock.isDue(now)) {
            background();
            out.sound(false, clock.advance(now), payload, frameBytes);
        }
    }

    /// What is heard between the words.
    private void background() {
        if (holding == null) {
            Arrays.fill(payload, 0, frameBytes, format.silence());
        } else {
            holding.fill(format, payload, frameBytes);
        }
    }

    private boolean frameReady(long now) {
        if (tones.bytes() > 0) {
            return clock.isDue(now);
        }
        if (holding != null) {
            return false;
        }
        var waiting = queue.bytes();
        if (waiting >= frameBytes) {
            return clock.isDue(now);
        }
        return waiting > 0 && clock.isDue(queue.endsWithMark() ? now : now - PARTIAL_NANOS);
    }

    private void sendFrame(long now) {
        var count = (tones.bytes() > 0 ? tones : queue).take(payload, 0, frameBytes);
        Arrays.fill(payload, count, frameBytes, format.silence());
        var timestamp = clock.advance(now);
        out.sound(clock.takeMarker(), timestamp, payload, frameBytes);
        queue.reportReached(marks);
    }

    private void runEvents(long now) {
        if (!keying) {
            keying = true;
            clock.beginQuiet(now);
        }
        while (events.busy() && clock.isDue(now)) {
            var first = events.begins();
            var timestamp = clock.advance(EVENT_STEP_NANOS, now);
            if (first) {
                eventTimestamp = timestamp;
            }
            if (events.step(payload)) {
                out.event(first, eventTimestamp, payload, EventReceiver.LENGTH);
            }
        }
        if (!events.busy()) {
            keying = false;
            clock.beginQuiet(now);
        }
    }
}
