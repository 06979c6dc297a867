package chorus.provider.sip;

import chorus.phonebook.AddressRange;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.phonebook.Trunk.SipAllowlist;
import chorus.phonebook.Trunk.SipRegistration;
import chorus.provider.sip.DialPlan.Owners;
import chorus.sip.dialog.FarSide;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/// The attached lines, found by where a request came from and what it dialled.
///
/// Kept in memory because a stranger's packet must cost nothing: single addresses are looked up, ranges are walked.
/// Read from the SIP loop, written by whoever attaches; the lock is held for the time of a look-up.
final class SipLines {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final Map<UUID, PhoneNumber> all = new HashMap<>();
    private final Map<InetAddress, DialPlan> single = new HashMap<>();
    private final Map<AddressRange, DialPlan> ranges = new HashMap<>();
    private final OwnAddresses own = new OwnAddresses();
    private final RegisteredLines registered = new RegisteredLines();

    /// A number that is known already takes the place of what it was.
    void attach(PhoneNumber number) {
        attachAll(List.of(number));
    }

    void attachAll(List<PhoneNumber> numbers) {
        if (!numbers.isEmpty()) {
            own.refresh();
            numbers.forEach(this::put);
        }
    }

    private synchronized void put(PhoneNumber number) {
        detach(number.id());
        if (number.trunk() instanceof SipAllowlist trunk) {
            all.put(number.id(), number);
            plan(trunk.source()).add(number);
        }
    }

    synchronized void detach(UUID numberId) {
        var number = all.remove(numberId);
        if (number != null && number.trunk() instanceof SipAllowlist trunk) {
            var plan = plan(trunk.source());
            plan.remove(number);
            if (plan.isEmpty()) {
                single.remove(trunk.source().first(), plan);
                ranges.remove(trunk.source(), plan);
            }
        }
    }

    synchronized boolean isAttached(UUID numberId) {
        return all.containsKey(numberId);
    }

    /// Those that hang on registrations.
    RegisteredLines registered() {
        return registered;
    }

    /// Somebody's line lists this source, or is registered there.
    boolean admits(InetAddress source) {
        return registered.admits(source) || lists(source);
    }

    /// What the endpoint is told of a trunk.
    FarSide farSide(Trunk trunk) {
        return new FarSide(SipInviter.credentials(trunk), sources(trunk));
    }

    /// Where a trunk speaks from: the addresses that it lists itself, or where its own account is registered.
    Predicate<InetAddress> sources(Trunk trunk) {
        return switch (trunk) {
            case SipAllowlist listed -> listed.source()::contains;
            case SipRegistration registration -> {
                var account = Account.of(registration);
                yield source -> registered.isAt(account, source);
            }
            case Trunk.Twilio _, Trunk.Voximplant _, Trunk.Browser _ -> source -> false;
        };
    }

    /// As below; where a line is registered at the source, other headers than the Request-URI may say who is meant.
    Match find(InetAddress source, Called called) {
        var listed = find(source, called.request());
        if (listed instanceof Match.Line) {
            return listed;
        }
        var chosen = registered.choose(source, called);
        if (chosen.isPresent()) {
            return new Match.RegisteredLine(chosen.get().number(), chosen.get().by());
        }
        var there = registered.owners(source);
        return there.organizations().isEmpty() ? listed : unknown(owners(source).and(there));
    }

    synchronized Match find(InetAddress source, String dialled) {
        var plans = plans(source);
        return plans.isEmpty()
                ? new Match.Stranger()
                : DialPlan.find(plans, dialled).<Match>map(Match.Line::new).orElseGet(() -> unknown(owners(source)));
    }

    /// The numbers that may be called from this source.
    List<PhoneNumber> at(InetAddress source) {
        var found = new ArrayList<>(registered.at(source));
        found.addAll(listedAt(source));
        return found;
    }

    private synchronized List<PhoneNumber> listedAt(InetAddress source) {
        var found = new ArrayList<PhoneNumber>();
        plans(source).forEach(plan -> plan.forEach(found::add));
        return found;
    }

    private static Match unknown(Owners owners) {
        var count = owners.organizations().size();
        return count == 1 ? new Match.UnknownNumber(owners.oldest().orElseThrow()) : new Match.UnknownAmongMany(count);
    }

    private synchronized boolean lists(InetAddress source) {
        return !plans(source).isEmpty();
    }

    private synchronized Owners owners(InetAddress source) {
        return plans(source).stream().map(DialPlan::owners).reduce(Owners.NOBODY, Owners::and);
    }

    /// The lines that list this source; those of loopback for an address of this very machine that has none.
    private List<DialPlan> plans(InetAddress source) {
        var plans = listing(source);
        return plans.isEmpty() && own.include(source) ? listing(LOOPBACK) : plans;
    }

    private List<DialPlan> listing(InetAddress source) {
        var exact = single.get(source);
        if (ranges.isEmpty()) {
            return exact == null ? List.of() : List.of(exact);
        }
        var found = new ArrayList<DialPlan>();
        if (exact != null) {
            found.add(exact);
        }
        ranges.forEach((range, plan) -> {
            if (range.contains(source)) {
                found.add(plan);
            }
        });
        return found;
    }

    private DialPlan plan(AddressRange source) {
        return source.isSingle()
                ? single.computeIfAbsent(source.first(), _ -> new DialPlan())
                : ranges.computeIfAbsent(source, _ -> new DialPlan());
    }

    sealed interface Match {
        /// The source may call this number.
        record Line(PhoneNumber number) implements Match {}

        /// The source is where this number is registered; `by` is what named it.
        record RegisteredLine(PhoneNumber number, String by) implements Match {}

        /// The source is known, the number is not; `line` belongs to the source's owner.
        record UnknownNumber(PhoneNumber line) implements Match {}

        /// As above, but several organizations list the source, so it cannot be told whose call it was.
        record UnknownAmongMany(long owners) implements Match {}

        /// No line lists the source.
        record Stranger() implements Match {}
    }
}
