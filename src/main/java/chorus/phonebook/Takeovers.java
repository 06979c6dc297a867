package chorus.phonebook;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How numbers stood at their networks before they were pointed at us, until they are put back.
public interface Takeovers {
    /// Keeps it, in the place of what is kept of the same resource of the same account.
    void keep(Takeover takeover);

    /// @param account as [Trunk.Twilio#account] tells it
    Optional<Takeover> of(String account, String resource);

    /// Those whose number is gone from here, or hangs elsewhere now.
    List<Takeover> left();

    void forget(UUID id);
}
