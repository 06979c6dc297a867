package chorus.api;

import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumberForm;
import chorus.phonebook.PhoneNumbers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Phone numbers: stored first, then connected.
final class NumberActions {
    private static final String KIND = "phone number";

    private final ApiParts parts;
    private final boolean denyPrivateTargets;

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
        return parts.numbers()
                .find(request.organization(), request.id())
                .map(before -> update(before, request))
                .orElseGet(() -> Answer.notFound(KIND));
    }

    private Answer update(PhoneNumber before, Request request) {
        var form = PhoneNumberForm.of(before).with(request.body());
        var now = parts.clock().instant();
        return Sizes.check(request.body(), "metadata").orElseGet(() -> {
            return switch (form.check(
                    before.id(), before.organizationId(), before.createdAt(), now, denyPrivateTargets)) {
                case PhoneNumberForm.Check.Invalid invalid -> Answer.invalid(invalid.problems());
                case PhoneNumberForm.Check.Valid valid -> replace(before, valid.number());
            };
        });
    }

    private Answer replace(PhoneNumber before, PhoneNumber after) {
        return parts.numbers()
                .replace(after)
                .map(stored -> switch (stored) {
                    case PhoneNumbers.Stored.Refused refused -> refusal(refused);
                    case PhoneNumbers.Stored.Saved saved -> {
                        parts.providers().change(before, saved.number());
                        yield Answer.ok(view(saved.number()));
                    }
                })
                .orElseGet(() -> Answer.notFound(KIND));
    }

    private Answer delete(Request request) {
        return parts.numbers()
                .remove(request.organization(), request.id())
                .map(removed -> {
                    parts.providers().detach(removed);
                    return Answer.gone();
                })
                .orElseGet(() -> Answer.notFound(KIND));
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

    private static Map<String, Object> line(LineStatus status) {
        var line = new LinkedHashMap<String, Object>();
        line.put("status", status.state().code());
        line.put("reason", status.why());
        line.put("since", status.since().toString());
        return line;
    }
}
