package chorus.api;

import chorus.feed.Event;
import chorus.feed.Feed;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// One watcher's events on their way, in the format of server-sent events (HTML Standard §9.2).
///
/// What the far side does not read waits here, so much and no more: a reader who is slower than that is hung up on, and
/// comes back by its last event's id. Owned by its event loop, but for the [Feed.Watcher].
final class EventStream implements Streaming, Feed.Watcher {
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_BUFFERED = 64 * 1024;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final Function<Feed.Watcher, Optional<Feed.Place>> watch;
    private final BooleanSupplier stillWelcome;
    private final AtomicInteger handedOver = new AtomicInteger();
    private final Queue<String> waiting = new ArrayDeque<>();
    private volatile Optional<Context> loop = Optional.empty();
    private Optional<RoutingContext> client = Optional.empty();
    private Optional<Feed.Place> place = Optional.empty();
    private long heartbeat = -1;
    private boolean over;

    /// @param watch        takes a place at the feed
    /// @param stillWelcome asked now and then on a thread of its own
    EventStream(Vertx vertx, Function<Feed.Watcher, Optional<Feed.Place>> watch, BooleanSupplier stillWelcome) {
        this.vertx = vertx;
        this.watch = watch;
        this.stillWelcome = stillWelcome;
    }

    @Override
    public void begin(RoutingContext routing) {
        loop = Optional.of(vertx.getOrCreateContext());
        client = Optional.of(routing);
        place = watch.apply(this);
        var response = routing.response();
        if (place.isEmpty()) {
            response.setStatusCode(503).putHeader("Retry-After", "30").end();
            return;
        }
        response.setChunked(true)
                .setWriteQueueMaxSize(MOST_BUFFERED)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("X-Accel-Buffering", "no");
        response.drainHandler(_ -> pump());
        response.closeHandler(_ -> close());
        response.exceptionHandler(_ -> close());
        heartbeat = vertx.setPeriodic(HEARTBEAT.toMillis(), _ -> beat());
        pump();
    }

    @Override
    public void told(Event event) {
        hand(EventView.text(event));
    }

    @Override
    public void reset(String id) {
        hand("event: reset\nid: " + id + "\ndata: {}\n\n");
    }

    @Override
    public void current(String id) {
        hand("event: current\nid: " + id + "\ndata: {}\n\n");
    }

    @Override
    public void expelled() {
        loop.ifPresent(context -> context.runOnContext(_ -> end()));
    }

    private void hand(String text) {
        if (handedOver.incrementAndGet() > MOST_WAITING) {
            loop.ifPresent(context -> context.runOnContext(_ -> hangUp()));
            return;
        }
        loop.ifPresent(context -> context.runOnContext(_ -> {
            waiting.add(text);
            pump();
        }));
    }

    private void pump() {
        client.map(RoutingContext::response).ifPresent(this::pump);
    }

    private void pump(HttpServerResponse response) {
        while (!over && !waiting.isEmpty() && !response.writeQueueFull()) {
            handedOver.decrementAndGet();
            response.write(waiting.remove());
        }
    }

    /// Keeps the connection, and looks whether the key is still good.
    private void beat() {
        if (!over && waiting.isEmpty()) {
            client.ifPresent(routing -> routing.response().write(":\n\n"));
        }
        Thread.ofVirtual().name("event-stream").start(() -> {
            if (!stillWelcome.getAsBoolean()) {
                expelled();
            }
        });
    }

    private void end() {
        if (!over) {
            close();
            client.ifPresent(routing -> routing.response()
                    .end()
                    .onComplete(_ -> routing.request().connection().close()));
        }
    }

    private void hangUp() {
        if (!over) {
            close();
            client.ifPresent(routing -> routing.request().connection().close());
        }
    }

    private void close() {
        if (!over) {
            over = true;
            vertx.cancelTimer(heartbeat);
            place.ifPresent(Feed.Place::close);
            waiting.clear();
        }
    }
}
