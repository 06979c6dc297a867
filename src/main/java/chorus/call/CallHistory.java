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
    Page<CallRecord> list(UUID organizationId, Filter filter, Span span);

    /// Newest first, whole.
    default Page<CallRecord> list(UUID organizationId, Filter filter, int limit, int offset) {
        return list(organizationId, filter, new Span(limit, offset, Optional.empty(), true, true));
    }

    /// The calls that served transfers of these, oldest first.
    List<CallRecord> transfersOf(UUID organizationId, List<UUID> callIds);

    /// What a listing is narrowed to; an empty part narrows nothing.
    ///
    /// @param endedReason the code of an [Ending]
    /// @param search      part of the far side's number, or of one's own
    /// @param from        earliest `createdAt`, inclusive
    /// @param to          latest `createdAt`, exclusive
    record Filter(
            Optional<UUID> phoneNumberId,
            Optional<UUID> agentId,
            Optional<Direction> direction,
            Optional<CallState> state,
            Optional<String> endedReason,
            Optional<String> blame,
            Optional<String> search,
            Optional<Instant> from,
            Optional<Instant> to) {
        public static final Filter NONE = new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        /// However they ended, and whoever called.
        public Filter(
                Optional<UUID> phoneNumberId,
                Optional<UUID> agentId,
                Optional<Direction> direction,
                Optional<CallState> state,
                Optional<Instant> from,
                Optional<Instant> to) {
            this(
                    phoneNumberId,
                    agentId,
                    direction,
                    state,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    from,
                    to);
        }
    }

    /// Which part of a listing is read, and how much of each call.
    ///
    /// @param behind     only what is older than this call; however many come in meanwhile, none is seen twice
    /// @param trace      with the decision traces; without, they are empty
    /// @param transcript with what was said; without, it is empty
    record Span(int limit, int offset, Optional<Mark> behind, boolean trace, boolean transcript) {}

    /// A call's place in the order of all.
    record Mark(Instant createdAt, UUID callId) {}
}
