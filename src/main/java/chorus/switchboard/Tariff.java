package chorus.switchboard;

import chorus.call.Call;
import chorus.call.Charge;
import chorus.call.Direction;
import chorus.phonebook.Balance;
import chorus.phonebook.PhoneNumbers.Listing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/// What a number's calls cost: its price a minute, counted by the started second of answered time, rounded up to a
/// millionth of the currency.
///
/// @param currency as in the balance; empty where the balance is unlimited
record Tariff(BigDecimal perMinute, String currency) {
    private static final BigDecimal SECONDS = BigDecimal.valueOf(60);
    private static final BigDecimal MILLIS = BigDecimal.valueOf(60_000);
    private static final int DECIMALS = 6;

    /// The number's price, or its organization's; empty when both charge nothing.
    static Optional<Tariff> of(Listing listing) {
        var currency = switch (listing.organization().balance()) {
            case Balance.Amount amount -> amount.currency();
            case Balance.Unlimited _ -> "";
        };
        var price = listing.number()
                .rules()
                .pricePerMinute()
                .orElse(listing.organization().pricePerMinute());
        return price.signum() == 0 ? Optional.empty() : Optional.of(new Tariff(price, currency));
    }

    BigDecimal cost(Duration answered) {
        return perMinute
                .multiply(BigDecimal.valueOf(startedSeconds(answered)))
                .divide(SECONDS, DECIMALS, RoundingMode.CEILING);
    }

    /// What a call that still runs has cost, to the millisecond.
    BigDecimal accrued(Duration answered) {
        return perMinute
                .multiply(BigDecimal.valueOf(Math.max(0, answered.toMillis())))
                .divide(MILLIS, DECIMALS, RoundingMode.CEILING);
    }

    Charge charge(Call call, Duration answered) {
        var seconds = startedSeconds(answered);
        var way = call.direction() == Direction.INBOUND ? " from " : " to ";
        var price = (perMinute.toPlainString() + " " + currency).strip();
        return new Charge(
                cost(answered),
                seconds / 60 + " min " + seconds % 60 + " s" + way + call.customerNumber() + " at " + price
                        + " a minute");
    }

    private static long startedSeconds(Duration answered) {
        return Math.max(0, answered.plusNanos(999_999_999).toSeconds());
    }
}
