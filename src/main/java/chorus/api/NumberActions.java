package chorus.api;

import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumberForm;
import chorus.phonebook.PhoneNumbers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Phone numbers: stored first, then connected.
final class NumberActions {
    private static final String KIND = "phone number";
    private static final int LONGEST_HISTORY = 20;

    private final ApiParts parts;
    private final boolean denyPrivateTargets;
    private final Turns turns = new Turns();

    NumberActions(ApiParts parts, boolean denyPrivateTargets) {
        this.parts = parts;
        this.denyPrivateTargets = denyPrivateTargets;
    }

    Map<String, Action> all() {
        return Map.of(
                "createPhoneNumber", this::create,
                "listPhoneNumbers", this::list,
                "getPhoneNumber", this::get,
                "updatePhoneNumber", this::update,
                "deletePhoneNumber", this::delete);
    }

    private Answer create(Request request) {
        var now = parts.clock().instant();
        var form = PhoneNumberForm.blank().with(request.body());
        return Sizes.check(request.body(), "metadata").orElseGet(() -> {
            return switch (form.check(UUID.randomUUID(), request.organization(), now, now, denyPrivateTargets)) {
                case PhoneNumberForm.Check.Invalid invalid -> Answer.invalid(invalid.problems());
                case PhoneNumberForm.Check.Valid valid -> add(valid.number());
            };
        });
    }

    private Answer add(PhoneNumber number) {
        return switch (parts.numbers().add(number)) {
            case PhoneNumbers.Stored.Refused refused -> refusal(refused);
            case PhoneNumbers.Stored.Saved saved -> {
                parts.providers().attach(saved.number());
                yield Answer.created(view(saved.number()));
            }
        };
    }

    private Answer list(Request request) {
        return Answer.page(parts.numbers().list(request.organization(), request.limit(), request.offset()), this::view);
    }

    private Answer get(Request request) {
        return parts.numbers()
                .find(request.organization(), request.id())
                .map(number -> Answer.ok(view(number)))
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
        var form = PhoneNumberForm.of(before).with(request.body());
        var now = Change.moment(parts.clock(), before.updatedAt());
        return switch (form.check(before.id(), before.organizationId(), before.createdAt(), now, denyPrivateTargets)) {
            case PhoneNumberForm.Check.Invalid invalid -> Optional.of(Answer.invalid(invalid.problems()));
            case PhoneNumberForm.Check.Valid valid -> replace(before, valid.number());
        };
    }

    private Optional<Answer> replace(PhoneNumber before, PhoneNumber after) {
        return parts.numbers().replace(after, before.updatedAt()).map(stored -> switch (stored) {
            case PhoneNumbers.Stored.Refused refused -> refusal(refused);
            case PhoneNumbers.Stored.Saved saved -> {
                parts.providers().change(before, saved.number());
                yield Answer.ok(view(saved.number()));
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
                ? Answer.error(409, "The number conflicts with another.", java.util.List.of(problem))
                : Answer.invalid(java.util.List.of(problem));
    }

    private Map<String, Object> view(PhoneNumber number) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", number.id().toString());
        view.putAll(PhoneNumberForm.of(number).visible());
        view.put("line", line(parts.providers().status(number)));
        view.put("createdAt", number.createdAt().toString());
        view.put("updatedAt", number.updatedAt().toString());
        return view;
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static Map<String, Object> line(LineStatus status) {
        var line = new LinkedHashMap<String, Object>();
        line.put("status", status.state().code());
        line.put("reason", status.why());
        line.put("since", status.since().toString());
        line.put("until", status.until().map(Instant::toString).orElse(null));
        line.put(
                "history",
                status.history().stream()
                        .limit(LONGEST_HISTORY)
                        .map(NumberActions::change)
                        .toList());
        return line;
    }

    private static Map<String, Object> change(LineStatus.Change change) {
        var view = new LinkedHashMap<String, Object>();
        view.put("status", change.state().code());
        view.put("reason", change.why());
        view.put("at", change.at().toString());
        return view;
    }
}
