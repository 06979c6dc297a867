package chorus.call;

import chorus.call.Delivery.Attempt;
import chorus.phonebook.Page;
import chorus.secret.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What is to be told of ended calls. Each is written in the transaction that ends its call.
public interface Deliveries {
    /// Receivers for which something is due, but not these.
    ///
    /// @return each as `host:port`
    List<String> dueReceivers(Instant now, Set<String> but, int most);

    /// Takes what is due for a receiver; nobody else takes it before `leased`, and then anybody does.
    List<Due> take(String receiver, Instant now, Instant leased, int most);

    /// It was taken by the receiver.
    void delivered(UUID id, Attempt attempt);

    /// It was not taken; empty: it is given up.
    void failed(UUID id, Attempt attempt, Optional<Instant> next);

    /// Gives back what was taken and not tried.
    void release(UUID id, Instant now);

    /// Newest first.
    Page<Delivery> list(UUID organizationId, Filter filter, int limit, int offset);

    /// Due at once, for as long again; empty when there is none of this id.
    Optional<Delivery> resend(UUID organizationId, UUID id, Instant now);

    /// Forgets those that are older and not pending.
    void forget(Instant before);

    /// One to be tried now.
    ///
    /// @param url    of the agent; empty when it has none any more, or is gone
    /// @param secret that signs it
    /// @param since  when the first attempt was due
    record Due(UUID id, Optional<URI> url, Optional<Secret> secret, String body, int attempts, Instant since) {}

    /// What a listing is narrowed to.
    record Filter(Optional<UUID> callId, Optional<UUID> agentId, Optional<Delivery.State> state) {}
}
