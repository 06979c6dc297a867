package chorus;

import chorus.phonebook.AddressRange;
import chorus.phonebook.Agent;
import chorus.phonebook.AgentRuntime;
import chorus.phonebook.ApiKey;
import chorus.phonebook.Balance;
import chorus.phonebook.Organization;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.secret.Secret;
import chorus.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a fresh database is given: an organization, a key, and a demo line to call.
///
/// @param newKey the key made for the first organization, seen only now
record FirstStart(Optional<Secret> newKey) {
    static final String DEMO_NUMBER = "+12025550100";

    private static final String DEMO_SOURCE = "127.0.0.1";
    private static final int SIP_PORT = 5060;
    private static final int MOST_KEYS = 1_000;
    private static final Duration DEMO_CALL = Duration.ofMinutes(10);

    static FirstStart of(Settings settings, Store store, Clock clock) {
        var existing = oldest(store);
        var fresh = existing.isEmpty();
        var first = existing.orElseGet(() -> create(settings, store, clock));
        if (settings.adminKey().isPresent()) {
            adopt(settings.adminKey().get(), first, store);
            return new FirstStart(Optional.empty());
        }
        return new FirstStart(
                fresh
                        ? Optional.of(store.apiKeys()
                                .create(first.id(), "first key", ApiKey.Role.ADMIN, true)
                                .key())
                        : Optional.empty());
    }

    /// The key of the settings takes the place of those that stood there before.
    private static void adopt(Secret key, Organization organization, Store store) {
        var name = Setting.ADMIN_KEY.key();
        var adopted = store.apiKeys().adopt(key, organization.id(), name, ApiKey.Role.ADMIN, true);
        store.apiKeys().list(organization.id(), MOST_KEYS, 0).items().stream()
                .filter(other -> other.name().equals(name) && !other.id().equals(adopted.id()))
                .filter(other -> other.revokedAt().isEmpty())
                .forEach(other -> store.apiKeys().revoke(organization.id(), other.id()));
    }

    /// The organization that was made first, if there is one.
    static Optional<Organization> oldest(Store store) {
        return store.organizations().list(1, 0).items().stream().findFirst();
    }

    private static Organization create(Settings settings, Store store, Clock clock) {
        var name = settings.demo() ? "Demo" : "Main";
        var organization = store.organizations().create(name, new Balance.Unlimited(), Optional.empty());
        if (settings.demo()) {
            var agent = store.agents().add(demoAgent(organization, clock));
            store.phoneNumbers().add(demoNumber(organization, agent, clock));
        }
        return organization;
    }

    private static PhoneNumber demoNumber(Organization organization, Agent agent, Clock clock) {
        var trunk = new Trunk.SipAllowlist(AddressRange.parse(DEMO_SOURCE), SIP_PORT, Trunk.Transport.UDP);
        return new PhoneNumber(
                UUID.randomUUID(),
                organization.id(),
                Optional.of("Demo line"),
                DEMO_NUMBER,
                trunk,
                Optional.of(agent.id()),
                Map.of(),
                clock.instant(),
                clock.instant());
    }

    private static Agent demoAgent(Organization organization, Clock clock) {
        return new Agent(
                UUID.randomUUID(),
                organization.id(),
                "Demo agent",
                true,
                true,
                DEMO_CALL,
                Agent.FirstSpeaker.AGENT,
                Optional.empty(),
                false,
                false,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new AgentRuntime.Builtin(),
                clock.instant(),
                clock.instant());
    }
}
