package chorus.provider.browser;

import chorus.provider.BrowserCalls.Ticket;
import chorus.secret.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The tickets that were given out and not used yet: so many of each organization, for so long. Safe from any thread.
final class Tickets {
    static final String PATH = "/v1/browser-media/";
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);
    private static final int MOST_OF_AN_ORGANIZATION = 50;
    private static final int TOKEN_BYTES = 32;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, Admitted> waiting = new HashMap<>();

    /// Who may call whom.
    record Admitted(Ticket ticket, UUID organizationId, UUID agentId) {}

    Tickets(Clock clock) {
        this.clock = clock;
    }

    synchronized Optional<Ticket> give(UUID organizationId, UUID agentId) {
        var now = clock.instant();
        waiting.values().removeIf(each -> !isGood(each, now));
        var ofIts = waiting.values().stream()
                .filter(each -> each.organizationId().equals(organizationId))
                .count();
        if (ofIts >= MOST_OF_AN_ORGANIZATION) {
            return Optional.empty();
        }
        var id = UUID.randomUUID();
        var ticket = new Ticket(id, PATH + id, token(), now.plus(GOOD_FOR));
        waiting.put(id, new Admitted(ticket, organizationId, agentId));
        return Optional.of(ticket);
    }

    /// Takes the ticket of this call from whoever shows its token; a wrong one does not spoil it for the right one.
    synchronized Optional<Admitted> take(UUID callId, Secret token) {
        var found = Optional.ofNullable(waiting.get(callId))
                .filter(each -> isGood(each, clock.instant()))
                .filter(each -> each.ticket().token().equals(token));
        found.ifPresent(_ -> waiting.remove(callId));
        return found;
    }

    private static boolean isGood(Admitted admitted, Instant now) {
        return now.isBefore(admitted.ticket().until());
    }

    private Secret token() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
