package chorus.provider;

import chorus.phonebook.PhoneNumber;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What a network is asked about the numbers of one account: done in the account's lane, one thing at a time.
public interface AccountWork {
    /// The account that a number is in, as one word.
    String account(PhoneNumber number);

    /// Looks at numbers of one account, sets them up where they never were, and tells how each stands.
    ///
    /// @param repair whether what somebody else has changed is changed back
    Map<UUID, Standing> look(List<PhoneNumber> numbers, boolean repair);

    /// Puts back what has left the account.
    ///
    /// @return false when the network could not be asked for all of it, so that it is to be tried again
    boolean putBack(String account);
}
