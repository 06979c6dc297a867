package chorus.phonebook;

import chorus.phonebook.Installation.Bound;
import java.util.List;
import java.util.UUID;

/// What we have put into accounts at Voximplant, until it is taken away again. Every method is durable when it returns.
public interface Installations {
    List<Installation> all();

    List<Bound> bound();

    /// Keeps it, in the place of what is kept under the same id.
    void keep(Installation installation);

    /// Keeps it, in the place of what is kept of the same number in the same installation.
    void keep(Bound number);

    void forget(UUID installationId);

    void forget(Bound number);
}
