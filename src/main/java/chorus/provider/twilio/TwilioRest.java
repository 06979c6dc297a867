package chorus.provider.twilio;

import chorus.phonebook.Trunk;
import chorus.provider.RestWire;
import chorus.secret.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// Twilio's REST API, asked for one account at a time: Basic authentication, forms out, JSON back.
///
/// What was surely not carried out is tried again, and so is what may safely be carried out twice; all within a
/// time that the caller sets. Safe to use from any thread; blocks.
final class TwilioRest implements AutoCloseable {
    /// How long an answer may take altogether, unless the caller says otherwise.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(400);
    private static final int MOST_TRIES = 4;

    private final RestAddress address;
    private final RestWire wire = new RestWire("Twilio's API");

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
            if (!again || !wire.rest(pause, end)) {
                return answer;
            }
            pause = pause.multipliedBy(2);
        }
    }

    @Override
    public void close() {
        wire.close();
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
        return switch (wire.send(http(account, request), end)) {
            case RestWire.Reply.Came(var status, var body) -> RestReply.of(status, body);
            case RestWire.Reply.None(var why, var perhapsDone) -> new TwilioAnswer.Unavailable(why, perhapsDone);
        };
    }

    private HttpRequest.Builder http(Trunk.Twilio account, TwilioRequest request) {
        var builder = HttpRequest.newBuilder(address.of(account, request))
                .header("Authorization", authorization(account, request))
                .header("Accept", "application/json");
        return switch (request.method()) {
            case GET -> builder.GET();
            case DELETE -> builder.DELETE();
            case POST ->
                builder.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(request.form().encoded()));
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
}
