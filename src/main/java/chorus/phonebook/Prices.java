package chorus.phonebook;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a minute of a call costs, as the API's fields say it.
public final class Prices {
    private static final Pattern PRICE = Pattern.compile("\\d{1,4}(\\.\\d{1,6})?");
    private static final BigDecimal HIGHEST = BigDecimal.valueOf(1000);

    private Prices() {}

    /// What is wrong with a price; empty when nothing is.
    public static Optional<String> problem(Object value) {
        var text = plain(value);
        return Texts.unless(
                PRICE.matcher(text).matches() && new BigDecimal(text).compareTo(HIGHEST) <= 0,
                "must be a decimal from 0 to 1000 with at most 6 decimals, such as \"0.02\"");
    }

    /// @param value checked already
    public static BigDecimal read(Object value) {
        return new BigDecimal(plain(value)).stripTrailingZeros();
    }

    /// With two decimals, and more only where they say something.
    public static String shown(BigDecimal price) {
        var bare = price.stripTrailingZeros();
        return (bare.scale() < 2 ? bare.setScale(2) : bare).toPlainString();
    }

    private static String plain(Object price) {
        return price instanceof Double number
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : price.toString();
    }
}
