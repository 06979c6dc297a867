package chorus.provider.sip;

import chorus.phonebook.PhoneNumber;
import chorus.provider.sip.Called.Named;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The numbers that hang on registrations, found by where a request came from and what it names.
final class RegisteredLines {
    private final Map<Account, Registered> all = new ConcurrentHashMap<>();

    /// One registration: what its Contact is called, who may call through it, and its numbers, oldest first.
    private record Registered(String line, String username, Set<InetAddress> sources, List<PhoneNumber> numbers) {
        Optional<PhoneNumber> number(String dialled) {
            return DialledNumber.forms(dialled).stream()
                    .flatMap(form ->
                            numbers.stream().filter(number -> number.number().equals(form)))
                    .findFirst();
        }
    }

    /// A number, and what decided for it.
    record Chosen(PhoneNumber number, String by) {}

    /// Replaces what is known of a registration.
    void put(Account account, String line, Set<InetAddress> sources, List<PhoneNumber> numbers) {
        var sorted = new ArrayList<>(numbers);
        sorted.sort(Comparator.comparing(PhoneNumber::createdAt).thenComparing(PhoneNumber::id));
        all.put(account, new Registered(line, account.username(), Set.copyOf(sources), List.copyOf(sorted)));
    }

    void remove(Account account) {
        all.remove(account);
    }

    /// A registrar or proxy of ours has this address.
    boolean admits(InetAddress source) {
        return all.values().stream().anyMatch(one -> one.sources().contains(source));
    }

    /// A registrar or proxy of ours has both addresses.
    boolean areOnePeer(InetAddress one, InetAddress other) {
        return all.values().stream().map(Registered::sources).anyMatch(s -> s.contains(one) && s.contains(other));
    }

    /// All numbers that this source may call.
    List<PhoneNumber> at(InetAddress source) {
        return from(source).stream().flatMap(one -> one.numbers().stream()).toList();
    }

    /// The number meant: by the Request-URI, or where that is our Contact or names nothing of ours, by To or
    /// P-Called-Party-ID; a lone number on a registration takes whatever comes.
    Optional<Chosen> choose(InetAddress source, Called called) {
        var here = from(source);
        var ours =
                here.stream().filter(one -> one.line().equals(called.request())).toList();
        var candidates = ours.isEmpty() ? here : ours;
        return byHeader(candidates, new Named("Request-URI", called.request()))
                .or(() -> called.others().stream()
                        .flatMap(named -> byHeader(candidates, named).stream())
                        .findFirst())
                .or(() -> lone(candidates, called.request()));
    }

    private static Optional<Chosen> byHeader(List<Registered> candidates, Named named) {
        return candidates.stream()
                .flatMap(one -> one.number(named.user()).stream())
                .findFirst()
                .map(number -> new Chosen(number, named.header()));
    }

    /// The only number of the only registration it can be: the source's only one, or the one of that user.
    private static Optional<Chosen> lone(List<Registered> candidates, String user) {
        var named = candidates.size() == 1
                ? candidates
                : candidates.stream().filter(one -> one.username().equals(user)).toList();
        return named.size() == 1 && named.getFirst().numbers().size() == 1
                ? Optional.of(new Chosen(named.getFirst().numbers().getFirst(), "the registration's only number"))
                : Optional.empty();
    }

    private List<Registered> from(InetAddress source) {
        return all.values().stream()
                .filter(one -> one.sources().contains(source))
                .toList();
    }
}
