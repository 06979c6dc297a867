package chorus.provider.voximplant;

import chorus.phonebook.VoximplantAccount;
import chorus.phonebook.VoximplantAccount.ApiKey;
import chorus.phonebook.VoximplantAccount.ServiceKey;
import chorus.provider.RestWire;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Voximplant's management API, asked for one account at a time: forms out, JSON back.
///
/// What was surely not carried out is tried again, and so is what may safely be carried out twice; all within a time
/// that the caller sets. Safe to use from any thread; blocks.
final class VoximplantRest implements AutoCloseable {
    /// How long an answer may take altogether, unless the caller says otherwise.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final URI VOXIMPLANT = URI.create("https://api.voximplant.com");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(400);
    private static final int MOST_TRIES = 4;

    private final URI base;
    private final Clock clock;
    private final RestWire wire = new RestWire("Voximplant's API");

    VoximplantRest(Optional<URI> instead, Clock clock) {
        this.base = instead.orElse(VOXIMPLANT);
        this.clock = clock;
    }

    VoximplantAnswer ask(VoximplantAccount account, VoximplantRequest request) {
        return ask(account, request, PATIENCE);
    }

    /// @param patience after which no more is tried and no answer waited for
    VoximplantAnswer ask(VoximplantAccount account, VoximplantRequest request, Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        var pause = FIRST_PAUSE;
        for (var tries = 1; ; tries++) {
            var answer = once(account, request, end);
            var again = answer instanceof VoximplantAnswer.Unavailable failed
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

    private VoximplantAnswer once(VoximplantAccount account, VoximplantRequest request, long end) {
        return switch (wire.send(http(account, request), end)) {
            case RestWire.Reply.Came(var status, var body) -> Envelope.of(status, body);
            case RestWire.Reply.None(var why, var perhapsDone) -> new VoximplantAnswer.Unavailable(why, perhapsDone);
        };
    }

    /// Credentials travel in the body or in a header, never in the address, which others log.
    private HttpRequest.Builder http(VoximplantAccount account, VoximplantRequest request) {
        var fields = request.fields().with("account_id", account.accountId());
        var builder = HttpRequest.newBuilder(URI.create(base + "/platform_api/" + request.method()))
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded");
        return switch (account.key()) {
            case ApiKey(var secret) ->
                builder.POST(BodyPublishers.ofString(
                        fields.with("api_key", secret.reveal()).encoded()));
            case ServiceKey key ->
                builder.header("Authorization", "Bearer " + ServiceToken.of(account, key, clock.instant()))
                        .POST(BodyPublishers.ofString(fields.encoded()));
        };
    }
}
