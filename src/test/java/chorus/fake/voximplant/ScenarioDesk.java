package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Scenarios, and to which rules they are bound.
final class ScenarioDesk implements Desk {
    private static final int LONGEST_NAME = 29;
    private static final int LONGEST_SCRIPT = 128 * 1024;

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "AddScenario", ScenarioDesk::add,
                "SetScenarioInfo", ScenarioDesk::edit,
                "GetScenarios", ScenarioDesk::list,
                "DelScenario", ScenarioDesk::delete,
                "BindScenario", ScenarioDesk::bind);
    }

    private static ObjectNode add(VoximplantAccount account, Ask ask) {
        var name = named(ask.needed("scenario_name"));
        var script = written(ask.text("scenario_script").orElse(""));
        var folder = Desk.application(account, ask);
        var same = account.scenarios().stream()
                .filter(one -> one.name().equals(name) && one.folder().equals(folder))
                .findFirst();
        if (same.isPresent() && !ask.flag("rewrite", false)) {
            throw ApiFault.SCENARIO_NAME_ISNT_UNIQUE.refused();
        }
        same.ifPresent(one -> one.edit(Optional.empty(), Optional.of(script)));
        var scenario = same.orElseGet(() -> new VoximplantScenario(VoximplantAccount.nextId(), folder, name, script));
        if (same.isEmpty()) {
            account.scenarios().add(scenario);
        }
        ask.id("rule_id").ifPresent(rule -> Desk.rule(account, rule).bind(scenario));
        return Desk.done().put("scenario_id", scenario.id());
    }

    private static ObjectNode edit(VoximplantAccount account, Ask ask) {
        var byName = ask.text("required_scenario_name");
        var id = ask.id("scenario_id");
        var scenario = account.scenarios().stream()
                .filter(one -> id.map(it -> it == one.id())
                        .orElseGet(() -> byName.filter(one.name()::equals).isPresent()))
                .findFirst()
                .orElseThrow(ApiFault.INVALID_SCENARIO_ID::refused);
        scenario.edit(
                ask.text("scenario_name").map(ScenarioDesk::named),
                ask.text("scenario_script").map(ScenarioDesk::written));
        return Desk.done();
    }

    private static ObjectNode list(VoximplantAccount account, Ask ask) {
        var id = ask.id("scenario_id");
        var part = ask.text("scenario_name").orElse("").toLowerCase(Locale.ROOT);
        var application = Desk.application(account, ask);
        var found = account.scenarios().stream()
                .filter(one -> id.isEmpty() || one.id() == id.get())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).contains(part))
                .filter(one -> application.isEmpty() || one.folder().equals(application))
                .toList();
        // The text is told of one scenario only, never in a list.
        var withScript = id.isPresent() && ask.flag("with_script", false);
        return Desk.listed(ask, found, one -> one.described(withScript));
    }

    private static ObjectNode delete(VoximplantAccount account, Ask ask) {
        var doomed = Desk.scenarios(account, ask);
        if (doomed.isEmpty()) {
            throw ApiFault.INVALID_SCENARIO_ID.refused();
        }
        account.scenarios().removeAll(doomed);
        account.applications().stream()
                .flatMap(application -> application.rules().stream())
                .forEach(rule -> doomed.forEach(rule::unbind));
        return Desk.done();
    }

    private static ObjectNode bind(VoximplantAccount account, Ask ask) {
        var rule = Desk.rule(account, ask.id("rule_id").orElseThrow(ApiFault.INVALID_RULE_ID::refused));
        Desk.application(account, ask)
                .filter(application -> !application.equals(rule.application()))
                .ifPresent(_ -> {
                    throw ApiFault.INVALID_RULE_ID.refused();
                });
        var scenarios = Desk.scenarios(account, ask);
        if (scenarios.isEmpty() || !scenarios.stream().allMatch(one -> one.isIn(rule.application()))) {
            throw ApiFault.INVALID_SCENARIO_ID.refused();
        }
        scenarios.forEach(ask.flag("bind", true) ? rule::bind : rule::unbind);
        return Desk.done();
    }

    private static String named(String name) {
        if (name.length() > LONGEST_NAME) {
            throw ApiFault.INVALID_SCENARIO_NAME.refused();
        }
        return name;
    }

    private static String written(String script) {
        if (script.getBytes(StandardCharsets.UTF_8).length >= LONGEST_SCRIPT) {
            throw ApiFault.SCRIPT_TEXT_IS_TOO_LONG.refused();
        }
        return script;
    }
}
