package chorus.provider.voximplant;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// Reads an amount of money as Voximplant writes it.
final class Cost {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final int DECIMALS = 6;

    private Cost() {}

    /// Empty for what is no amount, or an impossible one.
    static Optional<BigDecimal> read(JsonNode value) {
        var text = value.asText("");
        return text.matches("[0-9]{1,9}(\\.[0-9]{1,20})?(E-?[0-9]{1,2})?")
                ? Optional.of(new BigDecimal(text))
                        .filter(amount -> amount.compareTo(MOST) < 0)
                        .map(amount -> amount.setScale(DECIMALS, RoundingMode.HALF_UP))
                : Optional.empty();
    }
}
