package chorus.provider.sip;

import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk.SipRegistration;
import chorus.sip.SipEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The accounts that this instance keeps registered: numbers of the same account share one.
///
/// Called by whoever attaches, one at a time.
final class Registrations {
    /// Fifty a second, so that thousands do not begin at once.
    private static final Duration BETWEEN_STARTS = Duration.ofMillis(20);

    private static final Duration GOODBYES = Duration.ofSeconds(3);

    private final RegisteredLines lines;
    private final Directory directory;
    private final Clock clock;
    private final Map<Account, Registrar> registrars = new HashMap<>();
    private final Map<UUID, Account> accounts = new HashMap<>();
    private @Nullable SipEndpoint endpoint;

    Registrations(RegisteredLines lines, Directory directory, Clock clock) {
        this.lines = lines;
        this.directory = directory;
        this.clock = clock;
    }

    /// From now on requests can be sent: those that wait begin, one after the other.
    synchronized void start(SipEndpoint opened) {
        endpoint = opened;
        var pause = Duration.ZERO;
        for (var registrar : registrars.values()) {
            registrar.start(opened, pause);
            pause = pause.plus(BETWEEN_STARTS);
        }
    }

    /// Registers a number's account, or changes what was registered for the number before.
    synchronized void attach(PhoneNumber number, SipRegistration trunk) {
        var account = Account.of(trunk);
        var before = accounts.put(number.id(), account);
        if (before != null && !before.equals(account)) {
            leave(before, number.id());
        }
        var known = registrars.get(account);
        if (known != null) {
            known.add(number);
            return;
        }
        var registrar = new Registrar(trunk, lines, directory, clock);
        registrars.put(account, registrar);
        registrar.add(number);
        if (endpoint != null) {
            registrar.start(endpoint, Duration.ZERO);
        }
    }

    synchronized void detach(UUID numberId) {
        var account = accounts.remove(numberId);
        if (account != null) {
            leave(account, numberId);
        }
    }

    synchronized Optional<LineStatus> status(UUID numberId) {
        return Optional.ofNullable(accounts.get(numberId)).map(registrars::get).map(Registrar::status);
    }

    /// Takes every binding back; waits a little for the registrars to know.
    synchronized void close() {
        if (endpoint == null) {
            return;
        }
        var leaving = registrars.values().stream().map(Registrar::leave).toArray(CompletableFuture[]::new);
        registrars.clear();
        accounts.clear();
        CompletableFuture.allOf(leaving)
                .completeOnTimeout(null, GOODBYES.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void leave(Account account, UUID numberId) {
        var registrar = registrars.get(account);
        if (registrar != null && registrar.remove(numberId)) {
            registrars.remove(account);
            var _ = registrar.leave();
        }
    }
}
