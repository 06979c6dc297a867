package chorus.provider.twilio;

import chorus.audio.Frame;
import chorus.mediastream.OnHold;
import chorus.mediastream.PlayText;
import chorus.mediastream.StreamSocket;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One Media Streams socket that Twilio has opened to us.
///
/// Owned by the channel's loop, which is the media loop of the call.
final class MediaSocket implements StreamSocket.Dialect, StreamReader.Listener, OnHold.Outlet {
    private static final Duration START_PATIENCE = Duration.ofSeconds(5);

    private final StreamSocket socket;
    private final AwaitedStream awaited;
    private final Duration patience;
    private final StreamReader reader = new StreamReader(this);
    private @Nullable Ear ear;
    private @Nullable PlayText sound;
    private String streamSid = "";
    private boolean stopped;
    private Optional<String> endBeforeEar = Optional.empty();
    private long framesIn;
    private long framesOut;

    /// Hears what comes over a started stream. Called on the media loop.
    interface Ear {
        void heard(Frame frame);

        void pressed(char digit);

        void echoed(String mark);

        /// @param orderly Twilio said `stop`
        /// @param why     one sentence
        void closed(boolean orderly, String why);
    }

    /// @param patience how long Twilio may send nothing at all, also of a silent line; zero: for ever
    MediaSocket(Channel channel, AwaitedStream awaited, Duration patience) {
        this.socket = new StreamSocket(channel, "Twilio", this);
        this.awaited = awaited;
        this.patience = patience;
    }

    /// Begins to read. On the channel's loop.
    void begin() {
        var _ = socket.loop().schedule(this::giveUpUnstarted, START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        socket.begin();
    }

    String streamSid() {
        return streamSid;
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

    // What the call does.

    /// From now on what comes goes there; what came before is gone.
    void listen(Ear newEar) {
        ear = newEar;
        endBeforeEar.ifPresent(why -> socket.loop().execute(() -> newEar.closed(stopped, why)));
    }

    /// @return false when so much is under way that this was dropped
    @Override
    public boolean play(Frame frame) {
        if (socket.isEnding() || sound == null || socket.isFull()) {
            return false;
        }
        framesOut++;
        var text = sound.write(frame.bytes(), frame.offset(), frame.length());
        socket.send(text.bytes(), text.length());
        return true;
    }

    /// @param name plain, nothing in it to be escaped
    void mark(String name) {
        send("{\"event\":\"mark\",\"streamSid\":\"" + streamSid + "\",\"mark\":{\"name\":\"" + name + "\"}}");
    }

    @Override
    public void clear() {
        send("{\"event\":\"clear\",\"streamSid\":\"" + streamSid + "\"}");
    }

    /// Ends the stream; Twilio goes on with the next verb of its TwiML.
    void close(int code) {
        socket.close(code);
    }

    private void send(String message) {
        var bytes = message.getBytes(StandardCharsets.US_ASCII);
        socket.send(bytes, bytes.length);
    }

    // What Twilio says.

    @Override
    public boolean read(byte[] bytes, int offset, int length) {
        return reader.read(bytes, offset, length);
    }

    @Override
    public void started(StreamReader.Start start) {
        if (!streamSid.isEmpty()) {
            return;
        }
        streamSid = start.streamSid();
        var _ = awaited.admit(start).whenCompleteAsync((good, _) -> admit(Boolean.TRUE.equals(good)), socket.loop());
    }

    private void admit(boolean good) {
        if (!good) {
            close(1008);
        } else if (!socket.isEnding()) {
            sound = new PlayText(streamSid);
            socket.watch(patience);
            if (!awaited.arrival().complete(this)) {
                close(1000);
            }
        }
    }

    private void giveUpUnstarted() {
        if (sound == null) {
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
    public void echoed(String mark) {
        if (ear != null) {
            ear.echoed(mark);
        }
    }

    @Override
    public void stopped() {
        stopped = true;
        over("Twilio ended the stream.");
        close(1000);
    }

    @Override
    public void over(String why) {
        if (endBeforeEar.isPresent()) {
            return;
        }
        endBeforeEar = Optional.of(why);
        if (ear != null) {
            ear.closed(stopped, why);
        }
    }
}
