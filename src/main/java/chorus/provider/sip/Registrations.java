package chorus.provider.sip;

import chorus.phonebook.LineStatus;
import chorus.phonebook.LineStatus.Change;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk.SipRegistration;
import chorus.provider.sip.Registrar.House;
import chorus.sip.SipEndpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The accounts that this instance keeps registered: numbers of the same account share one.
///
/// Called by whoever attaches, one at a time.
final class Registrations {
    /// Fifty a second, so that thousands do not begin at once.
    private static final Duration BETWEEN_STARTS = Duration.ofMillis(20);

    /// Five hundred a second.
    private static final Duration BETWEEN_ENDS = Duration.ofMillis(2);

    private static final Duration LAST_GOODBYE = Duration.ofSeconds(5);

    private final House house;
    private final Map<Account, Registrar> registrars = new HashMap<>();
    private final Map<UUID, Attached> attached = new HashMap<>();

    /// Accounts whose binding is being taken back, by what their Contact is called: who comes after them waits.
    private final Map<String, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();

    private @Nullable SipEndpoint endpoint;

    private record Attached(PhoneNumber number, Account account) {}

    Registrations(House house) {
        this.house = house;
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
    ///
    /// @param history what became of the line before, newest first; known already where the number is attached
    synchronized void attach(PhoneNumber number, SipRegistration trunk, List<Change> history) {
        var account = Account.of(trunk);
        var before = attached.put(number.id(), new Attached(number, account));
        house.lines().add(account, number);
        if (before == null) {
            join(account, number, trunk, history);
        } else if (before.account().equals(account)) {
            join(account, number, trunk, List.of());
        } else {
            var known = registrar(before.account()).status().history();
            house.lines().inherit(account, before.account());
            leave(before);
            join(account, number, trunk, known);
        }
    }

    synchronized void detach(UUID numberId) {
        var before = attached.remove(numberId);
        if (before != null) {
            leave(before);
        }
    }

    synchronized Optional<LineStatus> status(UUID numberId) {
        return Optional.ofNullable(attached.get(numberId))
                .map(one -> registrar(one.account()).status());
    }

    /// How many accounts stand so.
    synchronized long count(LineStatus.State state) {
        return registrars.values().stream()
                .filter(registrar -> registrar.status().state() == state)
                .count();
    }

    /// Takes every binding back; waits a little for the registrars to know.
    synchronized void close() {
        if (endpoint == null) {
            return;
        }
        var pause = Duration.ZERO;
        for (var one : registrars.entrySet()) {
            leave(one.getKey(), one.getValue().leave(pause));
            pause = pause.plus(BETWEEN_ENDS);
        }
        registrars.clear();
        attached.clear();
        var patience = pause.plus(LAST_GOODBYE);
        CompletableFuture.allOf(leaving.values().toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /// Puts a number on its account's registration, which goes the way that the number changed last says.
    private void join(Account account, PhoneNumber number, SipRegistration trunk, List<Change> history) {
        var known = registrars.get(account);
        if (known == null) {
            begin(account, new Registrar(trunk, history, house), Set.of(number.id()));
        } else if (Account.sameWay(known.trunk(), trunk) || isOlder(number, known)) {
            known.numbers().add(number.id());
            known.hurry();
        } else {
            var all = new HashSet<>(known.numbers());
            all.add(number.id());
            known.numbers().clear();
            takeBack(account, known);
            begin(account, new Registrar(trunk, known.status().history(), house), all);
        }
    }

    private boolean isOlder(PhoneNumber number, Registrar registrar) {
        return registrar.numbers().stream()
                .flatMap(id -> Optional.ofNullable(attached.get(id)).stream())
                .anyMatch(other -> other.number().updatedAt().isAfter(number.updatedAt()));
    }

    private void begin(Account account, Registrar registrar, Set<UUID> numbers) {
        registrar.numbers().addAll(numbers);
        registrars.put(account, registrar);
        var opened = endpoint;
        if (opened != null) {
            var _ = leaving.getOrDefault(account.line(), CompletableFuture.completedFuture(null))
                    .thenRun(() -> registrar.start(opened, Duration.ZERO));
        }
    }

    private void leave(Attached one) {
        house.lines().remove(one.account(), one.number());
        var registrar = registrar(one.account());
        registrar.numbers().remove(one.number().id());
        if (registrar.numbers().isEmpty()) {
            registrars.remove(one.account());
            takeBack(one.account(), registrar);
        }
    }

    /// Takes a binding back, unless it is also that of an account which the registrar knows by another password.
    private void takeBack(Account account, Registrar registrar) {
        var isShared = registrars.entrySet().stream()
                .anyMatch(other -> other.getValue() != registrar
                        && other.getKey().sharesBinding(account)
                        && Account.sameWay(other.getValue().trunk(), registrar.trunk())
                        && other.getValue().status().state() != LineStatus.State.FAILED);
        leave(account, isShared ? registrar.handOver() : registrar.leave(Duration.ZERO));
    }

    private void leave(Account account, CompletableFuture<Void> gone) {
        var before = leaving.getOrDefault(account.line(), CompletableFuture.completedFuture(null));
        var done = CompletableFuture.allOf(before, gone);
        leaving.put(account.line(), done);
        var _ = done.thenRun(() -> leaving.remove(account.line(), done));
    }

    private Registrar registrar(Account account) {
        return Objects.requireNonNull(registrars.get(account), "An attached number has its account's registrar.");
    }
}
