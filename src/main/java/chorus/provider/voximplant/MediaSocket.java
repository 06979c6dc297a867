package chorus.provider.voximplant;

import chorus.audio.Frame;
import chorus.mediastream.NumberedSound;
import chorus.mediastream.StreamSocket;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One media socket that a scenario has opened to us.
///
/// Our own `start` goes first, for without it Voximplant drops our sound; the call is taken once Voximplant's `start`
/// has come, for before that nobody has answered.
///
/// Owned by the channel's loop, which is the media loop of the call.
final class MediaSocket implements StreamSocket.Dialect, StreamReader.Listener {
    private static final Duration START_PATIENCE = Duration.ofSeconds(15);
    private static final String ULAW = "ULAW";
    private static final String START = "{\"event\":\"start\",\"sequenceNumber\":0,\"start\":{\"mediaFormat\":"
            + "{\"encoding\":\"ULAW\",\"sampleRate\":8000}}}";

    private final StreamSocket socket;
    private final AwaitedStream awaited;
    private final Duration patience;
    private final StreamReader reader = new StreamReader(this);
    private final NumberedSound sound = new NumberedSound();
    private @Nullable Ear ear;
    private boolean started;
    private boolean understood;
    private Optional<String> endBeforeEar = Optional.empty();
    private long framesIn;
    private long framesOut;

    /// Hears what comes over a started stream. Called on the media loop.
    interface Ear {
        void heard(Frame frame);

        void pressed(char digit);

        /// All that was sent was played, a second ago.
        void playedOut();

        void transfer(String outcome, int code);

        /// @param why one sentence
        void closed(String why);
    }

    /// @param patience how long Voximplant may send nothing at all; zero: for ever
    MediaSocket(Channel channel, AwaitedStream awaited, Duration patience) {
        this.socket = new StreamSocket(channel, "Voximplant", this);
        this.awaited = awaited;
        this.patience = patience;
    }

    /// Begins to read. On the channel's loop.
    void begin() {
        var _ = socket.loop().schedule(this::giveUpUnstarted, START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        socket.begin();
        send(START);
    }

    long framesIn() {
        return framesIn;
    }

    long framesOut() {
        return framesOut;
    }

    int badMessages() {
        return reader.bad();
    }

    /// Whether Voximplant said that it understands our sound.
    boolean isUnderstood() {
        return understood;
    }

    // What the call does.

    /// From now on what comes goes there; what came before is gone.
    void listen(Ear newEar) {
        ear = newEar;
        endBeforeEar.ifPresent(why -> socket.loop().execute(() -> newEar.closed(why)));
    }

    /// @return false when so much is under way that this was dropped
    boolean play(byte[] bytes, int offset, int length) {
        if (socket.isEnding() || socket.isFull()) {
            return false;
        }
        framesOut++;
        var text = sound.write(bytes, offset, length);
        socket.send(text.bytes(), text.length());
        return true;
    }

    void clear() {
        send("{\"customEvent\":\"clear\",\"payload\":{}}");
    }

    void hangUp() {
        send("{\"customEvent\":\"hangup\",\"payload\":{}}");
    }

    /// @param digits plain, nothing in it to be escaped
    void press(String digits) {
        send("{\"customEvent\":\"dtmf\",\"payload\":{\"digits\":\"" + digits + "\"}}");
    }

    /// @param to   plain, nothing in it to be escaped, and so `from`
    void transfer(String to, String from, long seconds) {
        send("{\"customEvent\":\"transfer\",\"payload\":{\"to\":\"" + to + "\",\"from\":\"" + from + "\",\"seconds\":"
                + seconds + "}}");
    }

    void close(int code) {
        socket.close(code);
    }

    private void send(String message) {
        var bytes = message.getBytes(StandardCharsets.US_ASCII);
        socket.send(bytes, bytes.length);
    }

    // What comes.

    @Override
    public boolean read(byte[] bytes, int offset, int length) {
        return reader.read(bytes, offset, length);
    }

    @Override
    public void started(String encoding) {
        if (!encoding.equals(ULAW)) {
            over("Voximplant sends " + (encoding.isEmpty() ? "sound without an encoding" : encoding) + ", not " + ULAW
                    + ": was the scenario changed?");
            close(1008);
        } else if (!started) {
            started = true;
            socket.watch(patience);
            if (!awaited.arrival().complete(this)) {
                close(1000);
            }
        }
    }

    private void giveUpUnstarted() {
        if (!started && !socket.isEnding()) {
            over("Voximplant sent no sound within " + START_PATIENCE.toSeconds() + " s of opening the media socket.");
            close(1008);
        }
    }

    @Override
    public void heard(Frame frame) {
        framesIn++;
        if (ear != null) {
            ear.heard(frame);
        }
    }

    @Override
    public void pressed(char digit) {
        if (ear != null) {
            ear.pressed(digit);
        }
    }

    @Override
    public void understood() {
        understood = true;
    }

    @Override
    public void playedOut() {
        if (ear != null) {
            ear.playedOut();
        }
    }

    @Override
    public void transfer(String outcome, int code) {
        if (ear != null) {
            ear.transfer(outcome, code);
        }
    }

    @Override
    public void over(String why) {
        if (endBeforeEar.isPresent()) {
            return;
        }
        endBeforeEar = Optional.of(why);
        if (!started) {
            awaited.failure().complete(why);
        }
        if (ear != null) {
            ear.closed(why);
        }
    }
}
