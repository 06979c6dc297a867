package chorus.phonebook;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What became of the numbers' lines of late, kept so that a restart does not forget it.
public interface LineHistories {
    /// The last changes of every number's line, newest first.
    Map<UUID, List<LineStatus.Change>> all();

    /// Replaces what is kept; a number that is gone by now is passed over.
    void keep(Map<UUID, List<LineStatus.Change>> histories);
}
