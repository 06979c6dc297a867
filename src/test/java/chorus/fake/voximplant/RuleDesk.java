package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// The rules of applications. Their order is what counts, and a new one goes to the end.
final class RuleDesk implements Desk {
    private static final int LONGEST_NAME = 99;

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "AddRule", RuleDesk::add,
                "GetRules", RuleDesk::list,
                "SetRuleInfo", RuleDesk::edit,
                "ReorderRules", RuleDesk::reorder,
                "DelRule", RuleDesk::delete);
    }

    private static ObjectNode add(VoximplantAccount account, Ask ask) {
        var application = Desk.neededApplication(account, ask);
        var name = ask.needed("rule_name");
        if (name.length() > LONGEST_NAME) {
            throw ApiFault.INVALID_RULE_NAME.refused();
        }
        if (application.rules().stream().anyMatch(one -> one.name().equals(name))) {
            throw ApiFault.DUPLICATE_RULE_NAME.refused();
        }
        var scenarios = Desk.scenarios(account, ask);
        if (scenarios.isEmpty() || !scenarios.stream().allMatch(one -> one.isIn(application))) {
            throw ApiFault.INVALID_SCENARIO_ID.refused();
        }
        var rule = new VoximplantRule(VoximplantAccount.nextId(), application, name, ask.needed("rule_pattern"));
        rule.edit(ask.text("rule_name"), ask.text("rule_pattern"), ask.text("rule_pattern_exclude"));
        scenarios.forEach(rule::bind);
        application.add(rule);
        return Desk.done().put("rule_id", rule.id());
    }

    private static ObjectNode list(VoximplantAccount account, Ask ask) {
        var id = ask.id("rule_id");
        var part = ask.text("rule_name").orElse("");
        var destination = ask.text("template");
        var found = Desk.neededApplication(account, ask).rules().stream()
                .filter(one -> id.isEmpty() || one.id() == id.get())
                .filter(one -> one.name().contains(part))
                .filter(one -> destination.isEmpty() || one.matches(destination.get()))
                .toList();
        var withScenarios = ask.flag("with_scenarios", false);
        return Desk.listed(ask, found, one -> one.described(withScenarios));
    }

    /// As at the vendor's, scenarios are silently ignored here.
    private static ObjectNode edit(VoximplantAccount account, Ask ask) {
        Desk.rule(account, ask.id("rule_id").orElseThrow(ApiFault.INVALID_RULE_ID::refused))
                .edit(ask.text("rule_name"), ask.text("rule_pattern"), ask.text("rule_pattern_exclude"));
        return Desk.done();
    }

    private static ObjectNode reorder(VoximplantAccount account, Ask ask) {
        var wanted =
                ask.ids("rule_id").stream().map(id -> Desk.rule(account, id)).toList();
        if (wanted.isEmpty()) {
            throw ApiFault.INVALID_RULE_ID.refused();
        }
        var application = wanted.getFirst().application();
        if (!wanted.containsAll(application.rules())
                || wanted.size() != application.rules().size()) {
            throw ApiFault.INVALID_RULE_ID.refused();
        }
        application.reorder(wanted);
        return Desk.done();
    }

    private static ObjectNode delete(VoximplantAccount account, Ask ask) {
        var ids = ask.ids("rule_id");
        if (ids.isEmpty()) {
            throw ApiFault.INVALID_RULE_ID.refused();
        }
        ids.stream().map(id -> Desk.rule(account, id)).toList().forEach(rule -> {
            rule.application().remove(rule);
            account.numbers().stream()
                    .filter(number -> number.rule().filter(rule::equals).isPresent())
                    .forEach(number -> number.bind(rule.application(), Optional.empty()));
        });
        return Desk.done();
    }
}
