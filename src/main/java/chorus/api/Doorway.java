package chorus.api;

import chorus.web.Channels;
import chorus.web.Door;
import chorus.web.Reply;
import chorus.web.Visit;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way from the HTTP server to a door: bounds, bodies, and the opening of WebSockets (RFC 6455 §4.2).
///
/// It has places of its own, so that neither a flood here starves the API nor the other way round.
final class Doorway {
    private static final Logger LOG = LoggerFactory.getLogger(Doorway.class);
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int LARGEST_BODY = 64 * 1024;
    private static final int MOST_AT_ONCE = 2_000;
    private static final Duration BODY_PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Door door;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    Doorway(Vertx vertx, Door door) {
        this.vertx = vertx;
        this.door = door;
    }

    void enter(RoutingContext routing) {
        var request = routing.request();
        var key = request.getHeader("Sec-WebSocket-Key");
        if (key != null && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            welcome(request, key);
        } else {
            read(request);
        }
    }

    private void welcome(HttpServerRequest request, String key) {
        switch (door.welcome(visit(request, Buffer.buffer()))) {
            case Door.Welcome.Refused(var reply) -> write(request, reply);
            case Door.Welcome.Opened opened -> open(request, key, opened);
        }
    }

    private static void open(HttpServerRequest request, String key, Door.Welcome.Opened opened) {
        if (!"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
            request.response().putHeader("Sec-WebSocket-Version", "13");
            write(request, Reply.empty(426));
            return;
        }
        request.response()
                .putHeader("Upgrade", "websocket")
                .putHeader("Connection", "Upgrade")
                .putHeader("Sec-WebSocket-Accept", accepted(key));
        opened.protocol().ifPresent(name -> request.response().putHeader("Sec-WebSocket-Protocol", name));
        request.toNetSocket().onSuccess(socket -> {
            var channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
            channel.config().setAutoRead(false);
            channel.eventLoop().execute(() -> {
                Channels.strip(channel);
                opened.taker().accept(channel);
            });
        });
    }

    private void read(HttpServerRequest request) {
        var body = Buffer.buffer();
        var timer = vertx.setTimer(BODY_PATIENCE.toMillis(), _ -> refuse(request, 408));
        request.handler(part -> {
            if (body.length() + part.length() > LARGEST_BODY) {
                refuse(request, 413);
            } else {
                body.appendBuffer(part);
            }
        });
        request.exceptionHandler(_ -> vertx.cancelTimer(timer));
        request.endHandler(_ -> {
            vertx.cancelTimer(timer);
            if (!request.response().ended()) {
                answer(request, visit(request, body));
            }
        });
    }

    private void answer(HttpServerRequest request, Visit visit) {
        if (!places.tryAcquire()) {
            request.response().putHeader("Retry-After", "1");
            write(request, Reply.empty(503));
            return;
        }
        var loop = vertx.getOrCreateContext();
        Thread.ofVirtual().name("door").start(() -> {
            try {
                var reply = guarded(visit);
                loop.runOnContext(_ -> write(request, reply));
            } finally {
                places.release();
            }
        });
    }

    private Reply guarded(Visit visit) {
        try {
            return door.answer(visit);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("A request at {} failed, incident {}.", door.prefix(), UUID.randomUUID(), e);
            return Reply.empty(500);
        }
    }

    private static Visit visit(HttpServerRequest request, Buffer body) {
        var headers = new HashMap<String, String>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        var address = Optional.ofNullable(request.remoteAddress())
                .map(remote -> remote.hostAddress())
                .orElse("unknown");
        return new Visit(request.method().name(), request.uri(), headers, body, address);
    }

    private static void refuse(HttpServerRequest request, int status) {
        if (!request.response().ended()) {
            request.response().putHeader("Connection", "close");
            write(request, Reply.empty(status));
        }
    }

    private static void write(HttpServerRequest request, Reply reply) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status()).putHeader("Cache-Control", "no-store");
        if (reply.body().isEmpty()) {
            response.end();
        } else {
            response.putHeader("Content-Type", reply.type()).end(reply.body());
        }
    }

    private static String accepted(String key) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1.", e);
        }
    }
}
