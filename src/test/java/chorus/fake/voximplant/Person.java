package chorus.fake.voximplant;

import chorus.fake.Patience;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;

/// Somebody at a telephone beyond Voximplant: speaks, hears, presses keys, hangs up.
public final class Person {
    static final int FRAME = 160;

    /// What the telephone does.
    public enum State {
        CALLING,
        RINGING,
        TALKING,
        OVER
    }

    private final String number;
    private final Consumer<byte[]> ear;

    // Guarded by this.
    private final ArrayDeque<byte[]> mouth = new ArrayDeque<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final StringBuilder keys = new StringBuilder();
    private State state;
    private int code;
    private long ringback;
    private Consumer<String> pressing = _ -> {};
    private Runnable hangingUp = () -> {};

    /// @param ear hears what the person hears, 20 ms each
    Person(String number, State state, Consumer<byte[]> ear) {
        this.number = number;
        this.state = state;
        this.ear = ear;
    }

    public String number() {
        return number;
    }

    // What they do.

    /// @param pcmu spoken in real time, after what was said before
    public synchronized void says(byte[] pcmu) {
        for (var at = 0; at < pcmu.length; at += FRAME) {
            mouth.add(Arrays.copyOfRange(pcmu, at, Math.min(pcmu.length, at + FRAME)));
        }
    }

    public void presses(String digits) {
        digits.chars().mapToObj(Character::toString).forEach(pressed());
    }

    public void hangsUp() {
        hangUpOf().run();
    }

    // What they notice.

    public synchronized State state() {
        return state;
    }

    /// With what their call ended, as SIP numbers it: 200 after a conversation.
    public synchronized int code() {
        return code;
    }

    /// Every sound that came out of the telephone, as µ-law; pauses of the line left out.
    public synchronized byte[] heard() {
        return heard.toByteArray();
    }

    /// Keys that the other side pressed.
    public synchronized String keysHeard() {
        return keys.toString();
    }

    /// How long they heard it ring in an answered call, while somebody else was called.
    public synchronized Duration ringback() {
        return Duration.ofMillis(ringback * 20);
    }

    public byte[] awaitHeard(Duration length) {
        var wanted = length.toMillis() * 8;
        Patience.until(
                "the person at " + number + " to hear " + length.toMillis() + " ms, who heard " + heard().length / 8,
                Duration.ofSeconds(20),
                () -> heard().length >= wanted);
        return heard();
    }

    public Person await(State wanted) {
        Patience.until("the person at " + number + " to be " + wanted, Duration.ofSeconds(30), () -> state() == wanted);
        return this;
    }

    // What the cloud does with them.

    synchronized void connect(Consumer<String> onKey, Runnable onHangUp) {
        pressing = onKey;
        hangingUp = onHangUp;
    }

    synchronized void becomes(State now) {
        if (state != State.OVER) {
            state = now;
        }
    }

    synchronized void over(int endCode) {
        if (state != State.OVER) {
            state = State.OVER;
            code = endCode;
        }
    }

    /// @return 20 ms of what they say; silence when they say nothing
    synchronized byte[] speak() {
        var next = mouth.poll();
        return next == null ? silence() : next;
    }

    void hear(byte[] pcmu) {
        synchronized (this) {
            heard.writeBytes(pcmu);
        }
        ear.accept(pcmu);
    }

    synchronized void hearRinging() {
        ringback++;
    }

    synchronized void hearKeys(String digits) {
        keys.append(digits);
    }

    private synchronized Consumer<String> pressed() {
        return pressing;
    }

    private synchronized Runnable hangUpOf() {
        return hangingUp;
    }

    static byte[] silence() {
        var silence = new byte[FRAME];
        Arrays.fill(silence, (byte) 0xFF);
        return silence;
    }
}
