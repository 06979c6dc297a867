package chorus.provider;

import chorus.phonebook.LineStatus;
import chorus.phonebook.LineStatus.Change;
import chorus.phonebook.PhoneNumber;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The lines of all numbers, and a keeper for each account as long as there is something to keep in it.
public final class AccountKeepers implements AutoCloseable {
    private static final String BEGIN = "The network is being asked.";
    private static final Duration A_REPAIR = Duration.ofSeconds(20);
    private static final Duration AN_END = Duration.ofSeconds(5);

    private final AccountKeeper.Desks desks;
    private final LineJournal journal;
    private final Map<UUID, KeptLine> lines = new ConcurrentHashMap<>();
    private final Map<String, AccountKeeper> keepers = new HashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    public AccountKeepers(AccountWork work, Lanes lanes, Rhythm rhythm, InstantSource clock, LineJournal journal) {
        this.desks = new AccountKeeper.Desks(work, lanes, rhythm, clock);
        this.journal = journal;
    }

    /// Looks at the numbers' lines now; those of one account together.
    public synchronized void attach(List<PhoneNumber> numbers, Map<UUID, List<Change>> histories) {
        var byAccount = new LinkedHashMap<String, Map<UUID, KeptLine>>();
        for (var number : numbers) {
            var line = line(number, histories.getOrDefault(number.id(), List.of()));
            byAccount
                    .computeIfAbsent(line.account(), _ -> new LinkedHashMap<>())
                    .put(number.id(), line);
        }
        byAccount.forEach((account, some) -> keeper(account).attach(some.values()));
    }

    public synchronized void detach(PhoneNumber number) {
        lines.remove(number.id());
        keeper(desks.work().account(number)).detach(number.id());
    }

    /// Puts back, when the account can be asked, whatever has left it.
    public synchronized void putBack(String account) {
        keeper(account).putBack();
    }

    /// Blocks until the line was set up again, or could not be.
    public void repair(UUID id) {
        var line = lines.get(id);
        if (line != null) {
            var account = line.account();
            desks.lanes().in(account, A_REPAIR, () -> kept(account).ifPresent(keeper -> keeper.repair(line)));
        }
    }

    public Optional<LineStatus> status(UUID id) {
        return Optional.ofNullable(lines.get(id)).map(KeptLine::status);
    }

    /// Begins nothing anymore.
    @Override
    public synchronized void close() {
        keepers.values().forEach(AccountKeeper::close);
    }

    /// Waits, after [#close], for what is still being done.
    public void awaitEnd() {
        try {
            for (var thread : threads) {
                var _ = thread.join(AN_END);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private KeptLine line(PhoneNumber number, List<Change> before) {
        var account = desks.work().account(number);
        var was = Optional.ofNullable(lines.get(number.id()));
        was.filter(known -> leaves(known, number, account))
                .ifPresent(known -> keeper(known.account()).detach(number.id()));
        var line = was.filter(known -> !leaves(known, number, account))
                .filter(known -> known.number().trunk().equals(number.trunk()))
                .map(known -> known.of(number))
                .orElseGet(() -> fresh(number, account, was, before));
        lines.put(number.id(), line);
        return line;
    }

    /// A line that is looked at now.
    private KeptLine fresh(PhoneNumber number, String account, Optional<KeptLine> was, List<Change> before) {
        var now = desks.clock().instant();
        var history = was.map(KeptLine::history)
                .orElseGet(() -> new LineHistory(before, BEGIN, now, all -> journal.note(List.of(number.id()), all)));
        history.connecting(BEGIN, now);
        return new KeptLine(number, account, history, now);
    }

    private static boolean leaves(KeptLine was, PhoneNumber number, String account) {
        return !was.account().equals(account) || !was.number().number().equals(number.number());
    }

    private synchronized Optional<AccountKeeper> kept(String account) {
        return Optional.ofNullable(keepers.get(account));
    }

    private AccountKeeper keeper(String account) {
        return keepers.computeIfAbsent(account, _ -> {
            var keeper = new AccountKeeper(desks, account);
            threads.add(Thread.ofVirtual().name("account keeper").start(() -> keep(account, keeper)));
            return keeper;
        });
    }

    private void keep(String account, AccountKeeper keeper) {
        do {
            keeper.run();
        } while (!gone(account, keeper));
        threads.remove(Thread.currentThread());
    }

    private synchronized boolean gone(String account, AccountKeeper keeper) {
        return keeper.isIdle() && keepers.remove(account, keeper);
    }
}
