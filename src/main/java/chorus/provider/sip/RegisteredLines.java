package chorus.provider.sip;

import chorus.phonebook.PhoneNumber;
import chorus.provider.sip.Called.Named;
import chorus.provider.sip.DialPlan.Owners;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The numbers that hang on registrations, found by where a request came from and what it names.
///
/// Everything is looked up, nothing is walked: thousands of accounts may be registered at one address, and thousands
/// of numbers may hang on one account. The lock is held for the time of a look-up.
final class RegisteredLines {
    private final Map<Account, Registered> all = new HashMap<>();
    private final Map<InetAddress, Place> places = new HashMap<>();

    /// One account: what its Contact is called, who may call through it, and its numbers.
    private static final class Registered {
        private final Account account;
        private final DialPlan numbers = new DialPlan();
        private Set<InetAddress> sources = Set.of();

        private Registered(Account account) {
            this.account = account;
        }
    }

    /// What is registered at one address.
    private static final class Place {
        private final Set<Registered> here = new LinkedHashSet<>();
        private final Map<String, Set<Registered>> byLine = new HashMap<>();
        private final Map<String, Set<Registered>> byUser = new HashMap<>();
        private final DialPlan numbers = new DialPlan();

        private void add(Registered one) {
            here.add(one);
            byLine.computeIfAbsent(one.account.line(), _ -> new LinkedHashSet<>())
                    .add(one);
            byUser.computeIfAbsent(one.account.username(), _ -> new LinkedHashSet<>())
                    .add(one);
            one.numbers.forEach(numbers::add);
        }

        private void remove(Registered one) {
            here.remove(one);
            drop(byLine, one.account.line(), one);
            drop(byUser, one.account.username(), one);
            one.numbers.forEach(numbers::remove);
        }

        private static void drop(Map<String, Set<Registered>> from, String key, Registered one) {
            from.computeIfPresent(key, (_, same) -> same.remove(one) && same.isEmpty() ? null : same);
        }
    }

    /// A number, and what decided for it.
    record Chosen(PhoneNumber number, String by) {}

    /// Adds a number, in the place of what it was before on this account.
    synchronized void add(Account account, PhoneNumber number) {
        var one = all.computeIfAbsent(account, Registered::new);
        one.numbers.add(number);
        atPlaces(one, place -> place.numbers.add(number));
    }

    /// Removes a number. Its registrar is listened to until it is left: it has to be told of that.
    synchronized void remove(Account account, PhoneNumber number) {
        var one = all.get(account);
        if (one != null) {
            one.numbers.remove(number);
            atPlaces(one, place -> place.numbers.remove(number));
        }
    }

    /// The registrar was left; an account that has got numbers again meanwhile stays.
    synchronized void left(Account account) {
        var one = all.get(account);
        if (one != null && one.numbers.isEmpty()) {
            move(one, Set.of());
            all.remove(account);
        }
    }

    /// The registrar or proxy of an account is at these addresses now.
    synchronized void at(Account account, Set<InetAddress> sources) {
        var one = all.get(account);
        if (one != null && !one.sources.equals(sources)) {
            move(one, Set.copyOf(sources));
        }
    }

    /// An account takes the place of another at the same registrar: calls come from where they came before.
    synchronized void inherit(Account account, Account before) {
        var one = all.get(account);
        var other = all.get(before);
        if (one != null
                && other != null
                && one.sources.isEmpty()
                && account.registrar().equals(before.registrar())) {
            move(one, other.sources);
        }
    }

    /// A registrar or proxy of ours has this address.
    synchronized boolean admits(InetAddress source) {
        return places.containsKey(source);
    }

    /// How many accounts share the fullest of these addresses.
    synchronized int crowd(Collection<InetAddress> addresses) {
        return addresses.stream()
                .flatMap(address -> Optional.ofNullable(places.get(address)).stream())
                .mapToInt(place -> place.here.size())
                .max()
                .orElse(0);
    }

    /// Whose numbers may be called from this source.
    synchronized Owners owners(InetAddress source) {
        var place = places.get(source);
        return place == null ? Owners.NOBODY : place.numbers.owners();
    }

    /// The numbers that may be called from this source.
    synchronized List<PhoneNumber> at(InetAddress source) {
        var place = places.get(source);
        var found = new ArrayList<PhoneNumber>();
        if (place != null) {
            place.numbers.forEach(found::add);
        }
        return found;
    }

    /// A registrar or proxy of ours has both addresses.
    synchronized boolean areOnePeer(InetAddress one, InetAddress other) {
        var place = places.get(one);
        return place != null && place.here.stream().anyMatch(account -> account.sources.contains(other));
    }

    /// The number meant: by the Request-URI, or where that is our Contact or names nothing of ours, by To or
    /// P-Called-Party-ID; a lone number on a registration takes whatever comes.
    synchronized Optional<Chosen> choose(InetAddress source, Called called) {
        var place = places.get(source);
        if (place == null) {
            return Optional.empty();
        }
        var ours = place.byLine.getOrDefault(called.request(), Set.of());
        var plans = ours.isEmpty()
                ? List.of(place.numbers)
                : ours.stream().map(one -> one.numbers).toList();
        return byHeader(plans, new Named("Request-URI", called.request()))
                .or(() -> called.others().stream()
                        .flatMap(named -> byHeader(plans, named).stream())
                        .findFirst())
                .or(() -> lone(ours.isEmpty() ? place.here : ours, place, called.request()));
    }

    private static Optional<Chosen> byHeader(List<DialPlan> plans, Named named) {
        return DialPlan.find(plans, named.user()).map(number -> new Chosen(number, named.header()));
    }

    /// The only number of the only registration it can be: the source's only one, or the one of that user. Accounts
    /// that are about to be left have no numbers and do not count.
    private static Optional<Chosen> lone(Set<Registered> candidates, Place place, String user) {
        return only(candidates)
                .or(() -> only(place.byUser.getOrDefault(user, Set.of())))
                .flatMap(one -> one.numbers.lone())
                .map(number -> new Chosen(number, "the registration's only number"));
    }

    private static Optional<Registered> only(Set<Registered> some) {
        var inUse = some.stream().filter(one -> !one.numbers.isEmpty()).limit(2).toList();
        return inUse.size() == 1 ? Optional.of(inUse.getFirst()) : Optional.empty();
    }

    private void move(Registered one, Set<InetAddress> sources) {
        atPlaces(one, place -> place.remove(one));
        one.sources.forEach(
                source -> places.computeIfPresent(source, (_, place) -> place.here.isEmpty() ? null : place));
        one.sources = sources;
        sources.forEach(
                source -> places.computeIfAbsent(source, _ -> new Place()).add(one));
    }

    private void atPlaces(Registered one, Consumer<Place> change) {
        one.sources.stream()
                .flatMap(source -> Optional.ofNullable(places.get(source)).stream())
                .forEach(change);
    }
}
