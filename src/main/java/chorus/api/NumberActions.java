package chorus.api;

import chorus.phonebook.FieldProblem;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumberForm;
import chorus.phonebook.PhoneNumbers;
import chorus.phonebook.Prices;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Phone numbers: stored first, then connected.
final class NumberActions {
    private static final String KIND = "phone number";

    private final ApiParts parts;
    private final boolean denyPrivateTargets;
    private final NumberView view;
    private final Turns turns = new Turns();

    NumberActions(ApiParts parts, boolean denyPrivateTargets) {
        this.parts = parts;
        this.view = new NumberView(parts.providers());
        this.denyPrivateTargets = denyPrivateTargets;
    }

    Map<String, Action> all() {
        return Map.of(
                "createPhoneNumber", this::create,
                "listPhoneNumbers", this::list,
                "getPhoneNumber", this::get,
                "updatePhoneNumber", this::update,
                "deletePhoneNumber", this::delete,
                "repairPhoneNumber", this::repair,
                "setPhoneNumberPrice", this::setPrice);
    }

    private Answer create(Request request) {
        var now = parts.clock().instant();
        var form = PhoneNumberForm.blank().with(ServiceAccountText.opened(request.body()));
        return Sizes.check(request.body(), "metadata").orElseGet(() -> {
            return switch (form.check(UUID.randomUUID(), request.organization(), now, now, denyPrivateTargets)) {
                case PhoneNumberForm.Check.Invalid invalid -> Answer.invalid(invalid.problems());
                case PhoneNumberForm.Check.Valid valid ->
                    pricedBy(request, Optional.empty(), valid.number())
                            .or(() -> refusedAtNetwork(valid.number()))
                            .orElseGet(() -> add(valid.number()));
            };
        });
    }

    private Answer add(PhoneNumber number) {
        return switch (parts.numbers().add(number)) {
            case PhoneNumbers.Stored.Refused refused -> refusal(refused);
            case PhoneNumbers.Stored.Saved saved -> {
                parts.providers().attach(saved.number());
                yield Answer.created(view.of(saved.number()));
            }
        };
    }

    private Answer list(Request request) {
        return Answer.page(parts.numbers().list(request.organization(), request.limit(), request.offset()), view::of);
    }

    private Answer get(Request request) {
        return parts.numbers()
                .find(request.organization(), request.id())
                .map(number -> Answer.ok(view.of(number)))
                .orElseGet(() -> Answer.notFound(KIND));
    }

    private Answer update(Request request) {
        return Sizes.check(request.body(), "metadata")
                .orElseGet(() -> turns.in(request.id(), () -> Change.made(() -> tried(request))));
    }

    private Optional<Answer> tried(Request request) {
        return parts.numbers()
                .find(request.organization(), request.id())
                .map(before -> update(before, request))
                .orElseGet(() -> Optional.of(Answer.notFound(KIND)));
    }

    private Optional<Answer> update(PhoneNumber before, Request request) {
        var form = PhoneNumberForm.of(before).with(ServiceAccountText.opened(request.body()));
        var now = Change.moment(parts.clock(), before.updatedAt());
        return switch (form.check(before.id(), before.organizationId(), before.createdAt(), now, denyPrivateTargets)) {
            case PhoneNumberForm.Check.Invalid invalid -> Optional.of(Answer.invalid(invalid.problems()));
            case PhoneNumberForm.Check.Valid valid ->
                pricedBy(request, before.rules().pricePerMinute(), valid.number())
                        .or(() -> hangsElsewhere(before, valid.number())
                                ? refusedAtNetwork(valid.number())
                                : Optional.empty())
                        .or(() -> replace(before, valid.number()));
        };
    }

    /// What the number's network says against it for certain. Who cannot be asked says nothing: the line is
    /// connecting then, until it can.
    private Optional<Answer> refusedAtNetwork(PhoneNumber number) {
        var problems = parts.providers().check(number);
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(Answer.error(422, "The network refuses it: nothing was stored.", problems));
    }

    private static boolean hangsElsewhere(PhoneNumber before, PhoneNumber after) {
        return !before.trunk().equals(after.trunk()) || !before.number().equals(after.number());
    }

    private Answer repair(Request request) {
        return parts.numbers()
                .find(request.organization(), request.id())
                .map(number -> {
                    parts.providers().repair(number);
                    return Answer.ok(view.of(number));
                })
                .orElseGet(() -> Answer.notFound(KIND));
    }

    /// What a call costs is the operator's to say; a number sent back as it was read changes nothing.
    private static Optional<Answer> pricedBy(Request request, Optional<BigDecimal> before, PhoneNumber after) {
        var same = before.map(BigDecimal::stripTrailingZeros)
                .equals(after.rules().pricePerMinute().map(BigDecimal::stripTrailingZeros));
        return same || request.caller().operator()
                ? Optional.empty()
                : Optional.of(Answer.error(
                        403,
                        "Only the operator's key may set pricePerMinute: it is what the operator charges for calls.",
                        List.of(new FieldProblem("pricePerMinute", "is set by the operator: leave it out"))));
    }

    /// Of any organization's number.
    private Answer setPrice(Request request) {
        var price = request.body().get("pricePerMinute");
        var problem = Optional.ofNullable(price).flatMap(Prices::problem);
        return problem.map(why -> Answer.invalid("pricePerMinute", why))
                .orElseGet(() -> turns.in(
                        request.id(),
                        () -> Change.made(() -> parts.numbers()
                                .lookUp(request.id())
                                .map(listing -> charged(
                                        listing.number(),
                                        Optional.ofNullable(price).map(Prices::read)))
                                .orElseGet(() -> Optional.of(Answer.notFound(KIND))))));
    }

    private Optional<Answer> charged(PhoneNumber before, Optional<BigDecimal> price) {
        var now = Change.moment(parts.clock(), before.updatedAt());
        return replace(before, before.priced(price, now));
    }

    private Optional<Answer> replace(PhoneNumber before, PhoneNumber after) {
        return parts.numbers().replace(after, before.updatedAt()).map(stored -> switch (stored) {
            case PhoneNumbers.Stored.Refused refused -> refusal(refused);
            case PhoneNumbers.Stored.Saved saved -> {
                parts.providers().change(before, saved.number());
                yield Answer.ok(view.of(saved.number()));
            }
        });
    }

    private Answer delete(Request request) {
        return turns.in(
                request.id(),
                () -> parts.numbers()
                        .remove(request.organization(), request.id())
                        .map(removed -> {
                            parts.providers().detach(removed);
                            return Answer.gone();
                        })
                        .orElseGet(() -> Answer.notFound(KIND)));
    }

    private static Answer refusal(PhoneNumbers.Stored.Refused refused) {
        var problem = refused.problem();
        return refused.conflict()
                ? Answer.error(409, "The number conflicts with another.", List.of(problem))
                : Answer.invalid(List.of(problem));
    }
}
