package chorus.provider.twilio;

import chorus.phonebook.Trunk;
import chorus.provider.NumberShop.Kind;
import chorus.provider.NumberShop.Price;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// What numbers cost an account at Twilio, by country and kind: its Pricing API, which is another host than the rest.
final class TwilioPrices {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TwilioRest rest;

    TwilioPrices(TwilioRest rest) {
        this.rest = rest;
    }

    /// Empty when it is not told.
    Optional<Price> of(Trunk.Twilio account, String country, Kind kind) {
        return switch (rest.ask(account, TwilioRequest.prices(country), PATIENCE)) {
            case TwilioAnswer.Done(int _, var body) -> price(body, kind);
            case TwilioAnswer.Refused _, TwilioAnswer.Unavailable _ -> Optional.empty();
        };
    }

    private static Optional<Price> price(JsonNode body, Kind kind) {
        var word = kind.code().replace('_', ' ');
        var currency = body.path("price_unit").asText("").toUpperCase(Locale.ROOT);
        return body.path("phone_number_prices")
                .valueStream()
                .filter(one -> one.path("number_type").asText().equals(word))
                .map(one -> one.path("current_price").asText())
                .filter(text -> text.matches("\\d{1,6}(\\.\\d{1,6})?"))
                .map(text -> new Price(new BigDecimal(text), currency))
                .filter(price -> currency.matches("[A-Z]{3}"))
                .findFirst();
    }
}
