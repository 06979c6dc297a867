package chorus.provider.twilio;

import chorus.phonebook.PhoneNumber;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// A stream that Twilio was told to open: where, for which call, and by what it is known.
///
/// Its token is good for one stream of one call. Whoever shows another, or shows it a second time, or for another
/// call, is not let in, and does not spoil it for the right one.
final class AwaitedStream {
    private final UUID key = UUID.randomUUID();
    private final String token = UUID.randomUUID().toString() + UUID.randomUUID();
    private final CompletableFuture<String> callSid = new CompletableFuture<>();
    private final CompletableFuture<MediaSocket> arrival = new CompletableFuture<>();
    private final AtomicBoolean used = new AtomicBoolean();
    private final PhoneNumber number;
    private final EventLoop loop;

    AwaitedStream(PhoneNumber number, EventLoop loop) {
        this.number = number;
        this.loop = loop;
    }

    /// What stands in the path of its URL.
    UUID key() {
        return key;
    }

    String token() {
        return token;
    }

    PhoneNumber number() {
        return number;
    }

    /// The media loop of its call.
    EventLoop loop() {
        return loop;
    }

    /// The stream, once it was started by the right one.
    CompletableFuture<MediaSocket> arrival() {
        return arrival;
    }

    /// The call's id at Twilio, as soon as it is known.
    void belongsTo(String sid) {
        callSid.complete(sid);
    }

    /// Nobody waits any more: whoever comes, or has come unnoticed, is sent away.
    void abandon() {
        if (!arrival.cancel(false)) {
            var _ = arrival.thenAcceptAsync(socket -> socket.close(1000), loop);
        }
    }

    /// The TwiML that has Twilio open it, and end the call after it.
    ///
    /// @param action asked for what comes after it instead; empty: nothing is
    TwiML connected(TwilioUrls urls, String action) {
        return TwiML.response()
                .connect(urls.media() + "/" + key, token, urls.stream().toString(), action)
                .hangUp();
    }

    /// Judges whoever starts a stream here, once the call's id is known.
    ///
    /// @return whether it is the one that is awaited
    CompletableFuture<Boolean> admit(StreamReader.Start start) {
        return callSid.thenApply(sid -> equal(token, start.token()) && sid.equals(start.callSid()) && first());
    }

    private boolean first() {
        return used.compareAndSet(false, true);
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
