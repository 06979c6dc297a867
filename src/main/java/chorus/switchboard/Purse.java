package chorus.switchboard;

import chorus.phonebook.Balance;
import chorus.phonebook.PhoneNumbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// What an organization has left for the calls that run here, all of which spend the same balance.
final class Purse {
    private static final BigDecimal MILLIS = BigDecimal.valueOf(60_000);
    private static final BigDecimal LONGEST =
            BigDecimal.valueOf(Duration.ofDays(1).toMillis());

    private final PhoneNumbers numbers;
    private final LiveCalls live;
    private final Clock clock;

    Purse(PhoneNumbers numbers, LiveCalls live, Clock clock) {
        this.numbers = numbers;
        this.live = live;
        this.clock = clock;
    }

    /// How long the balance of the number's owner pays for all that runs: zero when it is spent, empty when it pays
    /// without end or the number is gone.
    Optional<Duration> lasts(UUID numberId) {
        return numbers.lookUp(numberId)
                .flatMap(listing -> switch (listing.organization().balance()) {
                    case Balance.Unlimited _ -> Optional.empty();
                    case Balance.Amount amount ->
                        lasts(amount.amount(), listing.organization().id());
                });
    }

    private Optional<Duration> lasts(BigDecimal balance, UUID organizationId) {
        var now = clock.instant();
        var left = balance;
        var perMinute = BigDecimal.ZERO;
        for (var call : live.of(organizationId)) {
            left = left.subtract(call.cost(now));
            perMinute = perMinute.add(call.perMinute());
        }
        if (perMinute.signum() == 0) {
            return Optional.empty();
        }
        var millis = left.max(BigDecimal.ZERO).multiply(MILLIS).divide(perMinute, 0, RoundingMode.FLOOR);
        return Optional.of(Duration.ofMillis(millis.min(LONGEST).longValue()));
    }
}
