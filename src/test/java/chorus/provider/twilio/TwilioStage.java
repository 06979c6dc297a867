package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Patience;
import chorus.fake.twilio.TwilioAccount;
import chorus.fake.twilio.TwilioAccountDesk;
import chorus.fake.twilio.TwilioAccountServer;
import chorus.phonebook.Balance;
import chorus.phonebook.LineStatus;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.Organization;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers.Stored;
import chorus.phonebook.Trunk;
import chorus.provider.Rhythm;
import chorus.secret.Secret;
import chorus.store.Store;
import chorus.store.TestDatabase;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A provider on a real database, in front of an account at a stand-in for Twilio; in a hurry, where the real
/// one looks once an hour.
final class TwilioStage implements AutoCloseable {
    static final String SID = "AC" + "a".repeat(32);
    static final String TOKEN = "0123456789abcdef0123456789abcdef";
    static final String NUMBER = "+12025550100";
    static final Rhythm SELDOM = new Rhythm(Duration.ofHours(1), Duration.ofMillis(50), Duration.ofMillis(200));
    static final Rhythm OFTEN = new Rhythm(Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(200));

    final TwilioAccountDesk desk = new TwilioAccountDesk();
    final TwilioAccount account = desk.account(SID, TOKEN);
    private final TwilioAccountServer twilio = new TwilioAccountServer(desk);
    private final Store store = TestDatabase.fresh().open(Clock.systemUTC());
    private final Organization owner = store.organizations().create("Owner", new Balance.Unlimited(), Optional.empty());
    TwilioProvider provider = provider("https://chorus.example.com", SELDOM);

    static Trunk.Twilio trunk() {
        return new Trunk.Twilio(SID, Secret.of(TOKEN));
    }

    static String url(String path) {
        return "https://chorus.example.com/twilio/" + path;
    }

    /// Stops the provider and starts it again on what the database holds, as a restart of the server does.
    void restart(String publicUrl, Rhythm rhythm) {
        provider.close();
        provider = provider(publicUrl, rhythm);
        provider.attachAll(store.phoneNumbers().all());
    }

    void stop() {
        provider.close();
    }

    PhoneNumber add(String number, Trunk.Twilio trunk) {
        if (!(store.phoneNumbers().add(number(owner.id(), number, trunk)) instanceof Stored.Saved(var saved))) {
            throw new AssertionError(number + " was not stored.");
        }
        provider.attach(saved);
        return saved;
    }

    /// Not stored, nor ours.
    static PhoneNumber number(String number, Trunk.Twilio trunk) {
        return number(UUID.randomUUID(), number, trunk);
    }

    private static PhoneNumber number(UUID owner, String number, Trunk.Twilio trunk) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new PhoneNumber(
                UUID.randomUUID(), owner, Optional.empty(), number, trunk, Optional.empty(), Map.of(), now, now);
    }

    PhoneNumber added() {
        var number = add(NUMBER, trunk());
        awaitLine(number, State.READY, "");
        return number;
    }

    PhoneNumber change(PhoneNumber before, Trunk.Twilio trunk) {
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

    private TwilioProvider provider(String publicUrl, Rhythm rhythm) {
        var options = new TwilioOptions(
                Optional.of(publicUrl).filter(url -> !url.isEmpty()).map(URI::create), Optional.of(twilio.url()));
        return new TwilioProvider(
                options,
                List.of(),
                Duration.ZERO,
                new TwilioBooks(store.takeovers(), store.lineHistories()),
                Clock.systemUTC(),
                rhythm);
    }

    @Override
    public void close() {
        provider.close();
        twilio.close();
        store.close();
    }
}
