package chorus.switchboard;

import chorus.call.Refusal;
import chorus.phonebook.PhoneNumbers.Listing;

/// The number's owner can pay.
final class BalanceSufficient implements Check {
    private static final String CHECK = "balance sufficient";
    private static final String AGAINST = "more than 0, or unlimited";

    @Override
    public Finding look(Listing listing) {
        var balance = listing.organization().balance();
        return balance.sufficient()
                ? Finding.passed(CHECK, AGAINST, balance.toString())
                : Finding.refused(CHECK, AGAINST, balance.toString(), Refusal.BALANCE_EXHAUSTED);
    }
}
