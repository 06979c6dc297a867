package chorus.phonebook;

import java.math.BigDecimal;

/// What an organization may still spend.
public sealed interface Balance {
    boolean sufficient();

    /// Never used up.
    record Unlimited() implements Balance {
        @Override
        public boolean sufficient() {
            return true;
        }

        @Override
        public String toString() {
            return "unlimited";
        }
    }

    /// @param currency ISO 4217, such as `USD`
    record Amount(BigDecimal amount, String currency) implements Balance {
        @Override
        public boolean sufficient() {
            return amount.signum() > 0;
        }

        @Override
        public String toString() {
            return amount.toPlainString() + " " + currency;
        }
    }
}
