package chorus.provider.voximplant;

import io.netty.channel.EventLoop;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A media socket that a scenario was told to open: for which installation's call, and on which loop it will live.
///
/// Its token is good for one socket.
final class AwaitedStream {
    private final String token = Token.fresh();
    private final CompletableFuture<MediaSocket> arrival = new CompletableFuture<>();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final UUID installation;
    private final EventLoop loop;

    AwaitedStream(UUID installation, EventLoop loop) {
        this.installation = installation;
        this.loop = loop;
    }

    String token() {
        return token;
    }

    UUID installation() {
        return installation;
    }

    /// The media loop of its call.
    EventLoop loop() {
        return loop;
    }

    /// The socket, once sound can go over it both ways.
    CompletableFuture<MediaSocket> arrival() {
        return arrival;
    }

    /// Why no sound comes, once a socket came and went without any.
    CompletableFuture<String> failure() {
        return failure;
    }

    /// Nobody waits any more: whoever comes, or has come unnoticed, is sent away.
    void abandon() {
        if (!arrival.cancel(false)) {
            var _ = arrival.thenAcceptAsync(socket -> socket.close(1000), loop);
        }
    }
}
