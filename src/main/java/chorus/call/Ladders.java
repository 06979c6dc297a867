package chorus.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The ladders of calls: beside the log, because they are large and kept for a shorter time.
public interface Ladders {
    /// Keeps these, each in the place of what was kept of its call before.
    void keep(List<Kept> ladders);

    /// An organization sees the ladders of its own calls only.
    Optional<Ladder> find(UUID organizationId, UUID callId);

    /// Forgets the ladders of calls that began before.
    ///
    /// @return how many there were
    int forget(Instant before);

    /// @param began when the call did
    record Kept(UUID callId, UUID organizationId, Instant began, Ladder ladder) {}
}
