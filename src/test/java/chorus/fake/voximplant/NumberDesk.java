package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The numbers that an account rents, where they lead, and the caller ids that it has verified.
final class NumberDesk implements Desk {
    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "GetPhoneNumbers", NumberDesk::list,
                "IsAccountPhoneNumber", NumberDesk::isHere,
                "BindPhoneNumberToApplication", NumberDesk::bind,
                "DeactivatePhoneNumber", NumberDesk::deactivate,
                "GetCallerIDs", NumberDesk::callerIds);
    }

    private static ObjectNode list(VoximplantAccount account, Ask ask) {
        var ids = ask.ids("phone_id");
        var numbers = ask.list("phone_number");
        var begin = ask.text("phone_template").orElse("");
        var application = Desk.application(account, ask);
        var bound = ask.text("is_bound_to_application").map(Boolean::parseBoolean);
        var found = account.numbers().stream()
                .filter(one -> ids.isEmpty() || ids.contains(one.id()))
                .filter(one -> numbers.isEmpty() || numbers.contains(one.digits()))
                .filter(one -> one.digits().startsWith(begin))
                .filter(one -> application.isEmpty() || one.application().equals(application))
                .filter(one -> bound.isEmpty() || one.application().isPresent() == bound.get())
                .filter(one -> is(ask, "deactivated", one.isDeactivated()))
                .filter(one -> is(ask, "canceled", one.isCanceled()))
                .filter(one -> is(ask, "can_be_used", one.canBeUsed()))
                .toList();
        return Desk.listed(ask, found, VoximplantNumber::described);
    }

    private static boolean is(Ask ask, String name, boolean value) {
        return ask.text(name)
                .map(wanted -> Boolean.parseBoolean(wanted) == value)
                .orElse(true);
    }

    private static ObjectNode isHere(VoximplantAccount account, Ask ask) {
        var here = account.number(ask.needed("phone_number")).isPresent();
        return JSON.createObjectNode().put("result", here);
    }

    private static ObjectNode bind(VoximplantAccount account, Ask ask) {
        var numbers = numbers(account, ask);
        if (!ask.flag("bind", true)) {
            numbers.forEach(VoximplantNumber::unbind);
            return Desk.done();
        }
        var application = Desk.neededApplication(account, ask);
        var rule = rule(application, ask);
        numbers.forEach(number -> number.bind(application, rule));
        return Desk.done();
    }

    private static Optional<VoximplantRule> rule(VoximplantApplication application, Ask ask) {
        var id = ask.id("rule_id");
        var name = ask.text("rule_name");
        if (id.isEmpty() && name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(application.rules().stream()
                .filter(one -> id.map(it -> it == one.id())
                        .orElseGet(() -> name.filter(one.name()::equals).isPresent()))
                .findFirst()
                .orElseThrow(ApiFault.INVALID_RULE_ID::refused));
    }

    private static ObjectNode deactivate(VoximplantAccount account, Ask ask) {
        numbers(account, ask).forEach(VoximplantNumber::cancel);
        return Desk.done();
    }

    private static List<VoximplantNumber> numbers(VoximplantAccount account, Ask ask) {
        var ids = ask.ids("phone_id");
        var digits = ask.list("phone_number");
        var found = account.numbers().stream()
                .filter(one -> ids.contains(one.id()) || digits.contains(one.digits()))
                .toList();
        if (found.isEmpty() || found.size() < ids.size() + digits.size()) {
            throw ids.isEmpty() ? ApiFault.INVALID_PHONE_NUMBER.refused() : ApiFault.INVALID_PHONE_ID.refused();
        }
        return found;
    }

    private static ObjectNode callerIds(VoximplantAccount account, Ask ask) {
        var wanted = ask.text("callerid_number");
        var found = account.callerIds().stream()
                .filter(one -> wanted.isEmpty() || wanted.get().equals(one))
                .toList();
        return Desk.listed(
                ask,
                found,
                one -> JSON.createObjectNode()
                        .put("callerid_id", account.callerIds().indexOf(one) + 1)
                        .put("callerid_number", one)
                        .put("active", true)
                        .put("verified_until", "2027-11-24"));
    }
}
