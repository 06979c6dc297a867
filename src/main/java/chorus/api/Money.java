package chorus.api;

import chorus.phonebook.Balance;
import chorus.phonebook.FieldProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Amounts of money, read from JSON and shown in it as decimal strings.
final class Money {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,12}(\\.\\d{1,6})?");

    private Money() {}

    /// What came of reading a balance.
    sealed interface Reading {
        record Read(Balance balance) implements Reading {}

        record Wrong(List<FieldProblem> problems) implements Reading {}
    }

    static Reading balance(Map<String, Object> given) {
        var problems = new ArrayList<FieldProblem>();
        if (Boolean.TRUE.equals(given.get("unlimited"))) {
            if (given.get("amount") != null || given.get("currency") != null) {
                problems.add(new FieldProblem("balance.unlimited", "cannot be true together with an amount"));
            }
            return problems.isEmpty() ? new Reading.Read(new Balance.Unlimited()) : new Reading.Wrong(problems);
        }
        problemOfAmount(given.get("amount")).ifPresent(why -> problems.add(new FieldProblem("balance.amount", why)));
        problemOfCurrency(given.get("currency"))
                .ifPresent(why -> problems.add(new FieldProblem("balance.currency", why)));
        if (!problems.isEmpty()) {
            return new Reading.Wrong(problems);
        }
        return new Reading.Read(new Balance.Amount(amount(given), String.valueOf(given.get("currency"))));
    }

    static Optional<String> problemOfAmount(@Nullable Object amount) {
        if (amount == null) {
            return Optional.of("is required");
        }
        return DECIMAL.matcher(plain(amount)).matches()
                ? Optional.empty()
                : Optional.of("must be a decimal of up to 12 digits and at most 6 decimals, not negative");
    }

    static Optional<String> problemOfCurrency(@Nullable Object currency) {
        if (currency == null) {
            return Optional.of("is required");
        }
        try {
            Currency.getInstance(currency.toString());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("must be an ISO 4217 currency, such as USD");
        }
    }

    static BigDecimal amount(Map<String, Object> given) {
        return new BigDecimal(plain(given.getOrDefault("amount", "")));
    }

    static Map<String, Object> view(Balance balance) {
        return switch (balance) {
            case Balance.Unlimited _ -> Map.of("unlimited", true);
            case Balance.Amount amount -> {
                var view = new LinkedHashMap<String, Object>();
                view.put("unlimited", false);
                view.put("amount", text(amount.amount()));
                view.put("currency", amount.currency());
                yield view;
            }
        };
    }

    /// At least two decimals, and no more than needed.
    static String text(BigDecimal amount) {
        var bare = amount.stripTrailingZeros();
        return bare.setScale(Math.max(2, bare.scale()), java.math.RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    private static String plain(Object amount) {
        return amount instanceof Double number
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : amount.toString();
    }
}
