package chorus.provider;

import chorus.call.Ladder;
import chorus.phonebook.FieldProblem;
import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Stranger;
import chorus.phonebook.Trunk;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// The phone networks of this instance, and the numbers' way to them.
public final class Providers {
    private final List<Provider> providers;

    public Providers(List<Provider> providers) {
        this.providers = List.copyOf(providers);
    }

    public Optional<Provider> carrying(Trunk trunk) {
        return providers.stream().filter(provider -> provider.carries(trunk)).findFirst();
    }

    /// Where numbers on such a trunk are sold.
    public Optional<NumberShop> shop(Trunk trunk) {
        return carrying(trunk).flatMap(Provider::shop);
    }

    /// What a number's network refuses for certain of a number that is about to be stored.
    public List<FieldProblem> check(PhoneNumber number) {
        return carrying(number.trunk()).map(provider -> provider.check(number)).orElse(List.of());
    }

    /// Puts a line right that was changed at its network behind our back; not one that nobody carries.
    public void repair(PhoneNumber number) {
        carrying(number.trunk()).ifPresent(provider -> provider.repair(number));
    }

    public void attach(PhoneNumber number) {
        carrying(number.trunk()).ifPresent(provider -> provider.attach(number));
    }

    /// Connects every number that some provider carries.
    public void attachAll(List<PhoneNumber> numbers) {
        for (var provider : providers) {
            provider.attachAll(numbers.stream()
                    .filter(number -> provider.carries(number.trunk()))
                    .toList());
        }
    }

    /// Attaches what `after` has, in the place of what `before` had: a line that stays with its provider is
    /// never down in between.
    public void change(PhoneNumber before, PhoneNumber after) {
        if (!carrying(before.trunk()).equals(carrying(after.trunk()))) {
            detach(before);
        }
        attach(after);
    }

    public void detach(PhoneNumber number) {
        carrying(number.trunk()).ifPresent(provider -> provider.detach(number));
    }

    public LineStatus status(PhoneNumber number) {
        return carrying(number.trunk())
                .map(provider -> provider.status(number))
                .orElseGet(() ->
                        new LineStatus(LineStatus.State.UNAVAILABLE, notCarried(number.trunk()), number.updatedAt()));
    }

    /// The line in which a number's calls wait to be placed.
    public UUID line(PhoneNumber number) {
        return carrying(number.trunk()).map(provider -> provider.line(number)).orElse(number.id());
    }

    /// The messages of a call that runs here, or ran just now, as far as they came.
    public Optional<Ladder> ladder(UUID callId) {
        return providers.stream()
                .flatMap(provider -> provider.ladder(callId).stream())
                .findFirst();
    }

    /// Those who were not let in lately.
    public List<Stranger> strangers() {
        return providers.stream()
                .flatMap(provider -> provider.strangers().stream())
                .toList();
    }

    /// What would become of a message, had it come.
    public Optional<DryArrival> dryRun(Specimen specimen, Predicate<PhoneNumber> visible) {
        return providers.stream()
                .flatMap(provider -> provider.dryRun(specimen, visible).stream())
                .findFirst();
    }

    private static String notCarried(Trunk trunk) {
        return switch (trunk) {
            case Trunk.Twilio _ -> "This instance was started without Twilio.";
            case Trunk.Voximplant _ -> "This instance was started without Voximplant.";
            case Trunk.Browser _ -> "Calls from browsers have no line.";
            case Trunk.SipRegistration _ ->
                "SIP registration is stored but this version cannot register to a PBX yet: use sipMode ip_allowlist.";
            case Trunk.SipAllowlist allowlist ->
                "SIP over " + allowlist.transport().code()
                        + " is stored but this version cannot carry it yet: use udp or tcp.";
        };
    }
}
