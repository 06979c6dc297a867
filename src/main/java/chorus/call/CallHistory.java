package chorus.call;

import chorus.phonebook.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The log, read back. An organization sees its own calls only.
public interface CallHistory {
    Optional<CallRecord> find(UUID organizationId, UUID callId);

    /// By the id that the agent knows it by.
    Optional<CallRecord> findBySid(UUID organizationId, String callSid);

    /// Newest first.
    Page<CallRecord> list(UUID organizationId, Filter filter, int limit, int offset);

    /// The calls that served transfers of these, oldest first.
    List<CallRecord> transfersOf(UUID organizationId, List<UUID> callIds);

    /// What a listing is narrowed to; an empty part narrows nothing.
    ///
    /// @param from earliest `createdAt`, inclusive
    /// @param to   latest `createdAt`, exclusive
    record Filter(
            Optional<UUID> phoneNumberId,
            Optional<UUID> agentId,
            Optional<Direction> direction,
            Optional<CallState> state,
            Optional<Instant> from,
            Optional<Instant> to) {
        public static final Filter NONE = new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
