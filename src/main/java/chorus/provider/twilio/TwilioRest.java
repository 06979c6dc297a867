package chorus.provider.twilio;

import chorus.phonebook.Trunk;
import chorus.secret.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Twilio's REST API, asked for one account at a time: Basic authentication, forms out, JSON back.
///
/// What was surely not carried out is tried again, and so is what may safely be carried out twice; all within a
/// time that the caller sets. Safe to use from any thread; blocks.
final class TwilioRest implements AutoCloseable {
    /// How long an answer may take altogether, unless the caller says otherwise.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ONE_TRY = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(400);
    private static final int MOST_TRIES = 4;
    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    private final RestAddress address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final CountDownLatch closed = new CountDownLatch(1);

    TwilioRest(Optional<URI> instead) {
        this.address = new RestAddress(instead);
    }

    TwilioAnswer ask(Trunk.Twilio account, TwilioRequest request) {
        return ask(account, request, PATIENCE);
    }

    /// @param patience after which no more is tried and no answer waited for
    TwilioAnswer ask(Trunk.Twilio account, TwilioRequest request, Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        var pause = FIRST_PAUSE;
        for (var tries = 1; ; tries++) {
            var answer = withEither(account, request, end);
            var again = answer instanceof TwilioAnswer.Unavailable failed
                    && (!failed.perhapsDone() || request.repeatable())
                    && tries < MOST_TRIES;
            if (!again || !rest(jittered(pause), end)) {
                return answer;
            }
            pause = pause.multipliedBy(2);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        http.shutdownNow();
    }

    /// With the token; and with the other one, where two change places and the first is not known anymore.
    private TwilioAnswer withEither(Trunk.Twilio account, TwilioRequest request, long end) {
        var answer = once(account, request, end);
        var refused = answer instanceof TwilioAnswer.Refused no && no.ofCredentials();
        var other = account.secondaryAuthToken()
                .filter(_ -> request.asAccount() || account.apiKey().isEmpty());
        return refused && other.isPresent() ? once(withToken(account, other.get()), request, end) : answer;
    }

    private static Trunk.Twilio withToken(Trunk.Twilio account, Secret token) {
        return new Trunk.Twilio(account.accountSid(), token, Optional.empty(), account.apiKey(), account.region());
    }

    private TwilioAnswer once(Trunk.Twilio account, TwilioRequest request, long end) {
        var nanos = Math.min(ONE_TRY.toNanos(), end - System.nanoTime());
        if (nanos <= 0) {
            return new TwilioAnswer.Unavailable("Twilio's API was not asked in time.", false);
        }
        var asked = http.sendAsync(
                http(account, request), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            HttpResponse<byte[]> response = asked.get(nanos, TimeUnit.NANOSECONDS);
            return RestReply.of(response.statusCode(), response.body());
        } catch (TimeoutException _) {
            asked.cancel(true);
            return new TwilioAnswer.Unavailable("Twilio's API did not answer in time.", true);
        } catch (ExecutionException e) {
            return failure(e.getCause());
        } catch (InterruptedException _) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return new TwilioAnswer.Unavailable("The wait for Twilio's API was broken off.", true);
        }
    }

    private static TwilioAnswer failure(@org.jspecify.annotations.Nullable Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException _, ConnectException _ ->
                new TwilioAnswer.Unavailable("Twilio's API could not be reached.", false);
            case IOException e ->
                new TwilioAnswer.Unavailable("The connection to Twilio's API broke: " + e.getMessage() + ".", true);
            case null, default -> throw new IllegalStateException("Twilio's API could not be asked.", cause);
        };
    }

    private HttpRequest http(Trunk.Twilio account, TwilioRequest request) {
        var builder = HttpRequest.newBuilder(address.of(account, request))
                .header("Authorization", authorization(account, request))
                .header("Accept", "application/json")
                .timeout(ONE_TRY);
        return switch (request.method()) {
            case GET -> builder.GET().build();
            case DELETE -> builder.DELETE().build();
            case POST ->
                builder.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(request.form().encoded()))
                        .build();
        };
    }

    private static String authorization(Trunk.Twilio account, TwilioRequest request) {
        return account.apiKey()
                .filter(_ -> !request.asAccount())
                .map(key -> basic(key.sid(), key.secret()))
                .orElseGet(() -> basic(account.accountSid(), account.authToken()));
    }

    private static String basic(String user, Secret password) {
        var both = user + ":" + password.reveal();
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /// Half of the pause to all of it, so that many who failed together do not come back together.
    private static long jittered(Duration pause) {
        return ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos());
    }

    /// @return whether there is still time to try again
    private boolean rest(long nanos, long end) {
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
}
