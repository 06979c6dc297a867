package chorus.provider;

import chorus.phonebook.FieldProblem;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where a provider sells numbers into an account, and takes them back. Blocks for some seconds. What costs money is
/// only done when it is asked for by name: one number, never "any".
public interface NumberShop {
    /// What there is. Reads only.
    Answer<List<Offer>> search(Trunk account, Wanted wanted);

    /// One number that is for sale, with its price; what is not for sale is refused. Reads only.
    Answer<Offer> offer(Trunk account, String number, String country, Kind kind);

    /// Buys a number into its trunk's account. Asked again it never buys twice: what the account has already is bought.
    ///
    /// @param again  whether this order may have gone out before
    /// @param papers what some countries ask for, by the provider's own names
    Answer<PhoneNumber> buy(PhoneNumber number, boolean again, Map<String, String> papers);

    /// Gives a number back: it may be sold to somebody else afterwards. What the account does not have is given back.
    Answer<PhoneNumber> release(PhoneNumber number);

    /// @param country  ISO 3166, such as `US`
    /// @param areaCode of North America
    /// @param contains digits that the number contains, `*` for any one
    record Wanted(String country, Kind kind, Optional<String> areaCode, Optional<String> contains, int most) {}

    /// @param papers what the country asks for before it is sold: `none`, `any`, `local` or `foreign` address
    /// @param price  absent where nobody tells it
    record Offer(
            String number,
            String country,
            Kind kind,
            Optional<String> locality,
            Optional<String> region,
            String papers,
            Optional<Price> price) {}

    /// @param once to be paid beside the first month
    record Price(BigDecimal perMonth, String currency, BigDecimal once) {
        public Price(BigDecimal perMonth, String currency) {
            this(perMonth, currency, BigDecimal.ZERO);
        }

        @Override
        public String toString() {
            return perMonth.toPlainString() + " " + currency + " a month"
                    + (once.signum() == 0 ? "" : " and " + once.toPlainString() + " " + currency + " once");
        }
    }

    enum Kind {
        LOCAL,
        TOLL_FREE,
        MOBILE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What came of it.
    sealed interface Answer<T> {
        record Done<T>(T what) implements Answer<T> {}

        /// For certain, so that nothing was bought.
        record Refused<T>(FieldProblem problem) implements Answer<T> {}

        /// The provider could not be asked, or nobody knows whether it did it: the same may be asked again.
        record NotNow<T>(String why) implements Answer<T> {}
    }
}
