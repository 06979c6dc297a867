package chorus.provider;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The way to a network's REST API: one request at a time within a given time, answers of bounded size, no redirects,
/// and pauses between tries.
///
/// Safe to use from any thread; blocks.
public final class RestWire implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ONE_TRY = Duration.ofSeconds(10);
    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    private final String peer;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// What came back.
    public sealed interface Reply {
        @SuppressWarnings("ArrayRecordComponent")
        record Came(int status, byte[] body) implements Reply {}

        /// @param why         one sentence
        /// @param perhapsDone whether the request may have been carried out
        record None(String why, boolean perhapsDone) implements Reply {}
    }

    /// @param peer its name in sentences, such as `Twilio's API`
    public RestWire(String peer) {
        this.peer = peer;
    }

    /// @param end as [System#nanoTime], after which no answer is waited for
    public Reply send(HttpRequest.Builder request, long end) {
        var nanos = Math.min(ONE_TRY.toNanos(), end - System.nanoTime());
        if (nanos <= 0) {
            return new Reply.None(peer + " was not asked in time.", false);
        }
        var asked = http.sendAsync(
                request.timeout(ONE_TRY).build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            HttpResponse<byte[]> response = asked.get(nanos, TimeUnit.NANOSECONDS);
            return new Reply.Came(response.statusCode(), response.body());
        } catch (TimeoutException _) {
            asked.cancel(true);
            return new Reply.None(peer + " did not answer in time.", true);
        } catch (ExecutionException e) {
            return failure(e.getCause());
        } catch (InterruptedException _) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.None("The wait for " + peer + " was broken off.", true);
        }
    }

    /// Waits half of the pause to all of it, so that many who failed together do not come back together.
    ///
    /// @return whether there is still time to try again
    public boolean rest(Duration pause, long end) {
        var nanos = ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos());
        if (System.nanoTime() + nanos >= end) {
            return false;
        }
        try {
            return !closed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        http.shutdownNow();
    }

    private Reply failure(@Nullable Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException _, ConnectException _ ->
                new Reply.None(peer + " could not be reached.", false);
            case IOException e -> new Reply.None("The connection to " + peer + " broke: " + e.getMessage() + ".", true);
            case null, default -> throw new IllegalStateException(peer + " could not be asked.", cause);
        };
    }
}
