package chorus.provider.voximplant;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Patience;
import chorus.fake.voximplant.VoximplantCloud;
import chorus.phonebook.Balance;
import chorus.phonebook.LineStatus;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.Organization;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers.Stored;
import chorus.phonebook.Trunk;
import chorus.phonebook.VoximplantAccount;
import chorus.phonebook.VoximplantAccount.ApiKey;
import chorus.provider.Rhythm;
import chorus.secret.Secret;
import chorus.store.Store;
import chorus.store.TestDatabase;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A provider on a real database, in front of a stand-in for Voximplant; in a hurry, where the real one looks once an
/// hour.
final class VoximplantStage implements AutoCloseable {
    static final String NUMBER = "+12025550100";
    static final String URL = "https://chorus.example.com";
    static final Rhythm SELDOM = new Rhythm(Duration.ofHours(1), Duration.ofMillis(50), Duration.ofMillis(200));
    static final Rhythm OFTEN = new Rhythm(Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(200));
    static final Scenario FIRST = new Scenario("// the first version");
    static final Scenario SECOND = new Scenario("// the second version");

    final VoximplantCloud cloud = VoximplantCloud.start();
    final Store store = TestDatabase.fresh().open(Clock.systemUTC());
    private final Organization owner = store.organizations().create("Owner", new Balance.Unlimited(), Optional.empty());
    final Map<UUID, BigDecimal> costs = new ConcurrentHashMap<>();
    private final EventLoop loop = new DefaultEventLoop();
    VoximplantProvider provider = provider(URL, SELDOM, FIRST);

    VoximplantStage() {
        cloud.account().has(NUMBER);
    }

    Trunk.Voximplant trunk() {
        return trunk(cloud.account().apiKey(), Optional.empty());
    }

    Trunk.Voximplant trunk(String apiKey, Optional<String> application) {
        var account = new VoximplantAccount(Long.toString(cloud.account().id()), new ApiKey(Secret.of(apiKey)));
        return new Trunk.Voximplant(Optional.of(account), application, Optional.empty(), Optional.empty());
    }

    /// Stops the provider and starts it again on what the database holds, as a restart of the server does.
    void restart(String publicUrl, Rhythm rhythm, Scenario scenario) {
        provider.close();
        provider = provider(publicUrl, rhythm, scenario);
        provider.attachAll(store.phoneNumbers().all());
    }

    /// A number that nobody has stored yet.
    PhoneNumber numbered(String number, Trunk.Voximplant trunk) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new PhoneNumber(
                UUID.randomUUID(), owner.id(), Optional.empty(), number, trunk, Optional.empty(), Map.of(), now, now);
    }

    PhoneNumber add(String number, Trunk.Voximplant trunk) {
        if (!(store.phoneNumbers().add(numbered(number, trunk)) instanceof Stored.Saved(var saved))) {
            throw new AssertionError(number + " was not stored.");
        }
        provider.attach(saved);
        return saved;
    }

    PhoneNumber added() {
        var number = add(NUMBER, trunk());
        awaitLine(number, State.READY, "");
        return number;
    }

    PhoneNumber change(PhoneNumber before, Trunk.Voximplant trunk) {
        var after = new PhoneNumber(
                before.id(),
                before.organizationId(),
                before.name(),
                before.number(),
                trunk,
                before.agentId(),
                before.metadata(),
                before.createdAt(),
                before.updatedAt().plusMillis(1));
        assertThat(store.phoneNumbers().replace(after, before.updatedAt())).isPresent();
        provider.attach(after);
        return after;
    }

    void remove(PhoneNumber number) {
        forget(number);
        provider.detach(number);
    }

    /// Removed from the database, and the server died before anybody was told.
    void forget(PhoneNumber number) {
        assertThat(store.phoneNumbers().remove(owner.id(), number.id())).isPresent();
    }

    LineStatus awaitLine(PhoneNumber number, State state, String why) {
        Patience.until("the line to be " + state.code() + " for '" + why + "'", () -> {
            var line = provider.status(number);
            return line.state() == state && line.why().contains(why);
        });
        return provider.status(number);
    }

    private VoximplantProvider provider(String publicUrl, Rhythm rhythm, Scenario scenario) {
        var options = new VoximplantOptions(
                Optional.of(publicUrl).filter(url -> !url.isEmpty()).map(URI::create),
                Optional.of(cloud.apiUrl()),
                Optional.empty());
        return new VoximplantProvider(
                options, List.of(loop), Duration.ZERO, books(), Clock.systemUTC(), rhythm, scenario);
    }

    VoximplantBooks books() {
        return new VoximplantBooks(store.installations(), store.lineHistories(), costs::put, store.networkSessions());
    }

    @Override
    public void close() {
        provider.close();
        cloud.close();
        store.close();
        var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
