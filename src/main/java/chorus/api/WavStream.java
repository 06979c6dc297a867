package chorus.api;

import chorus.switchboard.LiveSound;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// A call's sound as a WAV file that goes on for as long as the call does: µ-law, 8,000 samples a second.
///
/// Paced by the clock; what the far side does not read is left out. Owned by its event loop.
final class WavStream implements Streaming {
    private static final int SAMPLES_PER_MILLI = 8;
    private static final long TICK_MILLIS = 40;
    private static final int MOST_SAMPLES = 4_000;
    private static final int MOST_BUFFERED = 32 * 1024;
    private static final Duration RECHECK = Duration.ofSeconds(15);
    private static final int MU_LAW = 7;

    private final Vertx vertx;
    private final Supplier<Optional<LiveSound>> listen;
    private final Semaphore places;
    private final BooleanSupplier stillWelcome;
    private final byte[] samples = new byte[MOST_SAMPLES];
    private Optional<LiveSound> sound = Optional.empty();
    private long timer = -1;
    private long recheck = -1;
    private long began;
    private long sent;
    private boolean over;

    /// @param listen       takes a place at the call
    /// @param places       for all that listen
    /// @param stillWelcome asked now and then on a thread of its own
    WavStream(Vertx vertx, Supplier<Optional<LiveSound>> listen, Semaphore places, BooleanSupplier stillWelcome) {
        this.vertx = vertx;
        this.listen = listen;
        this.places = places;
        this.stillWelcome = stillWelcome;
    }

    @Override
    public void begin(RoutingContext routing) {
        var response = routing.response();
        if (!places.tryAcquire()) {
            response.setStatusCode(503).putHeader("Retry-After", "30").end();
            return;
        }
        sound = listen.get();
        if (sound.isEmpty()) {
            places.release();
            response.setStatusCode(409).end();
            return;
        }
        response.setChunked(true).setWriteQueueMaxSize(MOST_BUFFERED).putHeader("Content-Type", "audio/wav");
        response.closeHandler(_ -> close());
        response.exceptionHandler(_ -> close());
        response.write(header());
        began = System.nanoTime();
        timer = vertx.setPeriodic(TICK_MILLIS, _ -> tick(response));
        recheck = vertx.setPeriodic(RECHECK.toMillis(), _ -> recheck(response));
    }

    private void tick(HttpServerResponse response) {
        if (over) {
            return;
        }
        if (sound.filter(LiveSound::over).isPresent()) {
            end(response);
            return;
        }
        var due = (System.nanoTime() - began) / 1_000_000 * SAMPLES_PER_MILLI - sent;
        var count = (int) Math.min(due, MOST_SAMPLES);
        if (count > 0) {
            sent += count;
            sound.ifPresent(live -> live.read(samples, count));
            if (!response.writeQueueFull()) {
                response.write(Buffer.buffer(count).appendBytes(samples, 0, count));
            }
        }
    }

    private void recheck(HttpServerResponse response) {
        var loop = vertx.getOrCreateContext();
        Thread.ofVirtual().name("listening").start(() -> {
            if (!stillWelcome.getAsBoolean()) {
                loop.runOnContext(_ -> end(response));
            }
        });
    }

    private void end(HttpServerResponse response) {
        if (!over) {
            close();
            response.end();
        }
    }

    private void close() {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            vertx.cancelTimer(recheck);
            sound.ifPresent(LiveSound::close);
            places.release();
        }
    }

    /// The length is not known, so the largest that can be said stands for it.
    private static Buffer header() {
        return Buffer.buffer()
                .appendString("RIFF")
                .appendUnsignedIntLE(0xFFFF_FFFFL)
                .appendBytes("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .appendUnsignedIntLE(16)
                .appendUnsignedShortLE(MU_LAW)
                .appendUnsignedShortLE(1)
                .appendUnsignedIntLE(8_000)
                .appendUnsignedIntLE(8_000)
                .appendUnsignedShortLE(1)
                .appendUnsignedShortLE(8)
                .appendString("data")
                .appendUnsignedIntLE(0xFFFF_FFFFL);
    }
}
