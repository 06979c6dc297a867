package chorus.provider.voximplant;

import chorus.provider.Standing;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Makes a rule that leads to the scenario: one for each number that is called, and one for all calls out.
final class RuleStep implements Setup.Step {
    private final boolean inbound;

    private RuleStep(boolean inbound) {
        this.inbound = inbound;
    }

    /// For the number's own calls in.
    static RuleStep in() {
        return new RuleStep(true);
    }

    /// For all calls out.
    static RuleStep out() {
        return new RuleStep(false);
    }

    @Override
    public String name() {
        return inbound ? "rule in" : "rule out";
    }

    private String title(Setup setup) {
        return inbound ? "chorus-in-" + OwnedNumber.digits(setup.number().number()) : "chorus-out";
    }

    /// Rules are tried in their order, and the first that matches takes a call: so ours match nothing else.
    private String pattern(Setup setup) {
        return inbound ? "^\\+?" + OwnedNumber.digits(setup.number().number()) + "$" : "^chorus-out$";
    }

    @Override
    public Optional<Standing> take(Setup setup) {
        var list = of(setup, VoximplantRequest.read("GetRules"))
                .with("rule_name", title(setup))
                .with("with_scenarios", "true");
        return setup.ask(
                list,
                done -> StreamSupport.stream(done.items().spliterator(), false)
                        .filter(rule -> rule.path("rule_name").asText().equals(title(setup)))
                        .findFirst()
                        .map(rule -> correct(setup, rule))
                        .orElseGet(() -> add(setup)));
    }

    private Optional<Standing> add(Setup setup) {
        var request = of(setup, VoximplantRequest.make("AddRule"))
                .with("rule_name", title(setup))
                .with("rule_pattern", pattern(setup))
                .with("scenario_id", scenario(setup));
        return setup.ask(
                request, done -> keep(setup, done.body().path("rule_id").asText()));
    }

    /// A rule's scenarios are not changed along with its pattern, whatever is answered: they are bound by themselves.
    private Optional<Standing> correct(Setup setup, JsonNode rule) {
        var id = rule.path("rule_id").asText();
        keep(setup, id);
        return correctPattern(setup, rule, id).or(() -> correctScenario(setup, rule, id));
    }

    private Optional<Standing> correctPattern(Setup setup, JsonNode rule, String id) {
        if (rule.path("rule_pattern").asText().equals(pattern(setup))) {
            return Optional.empty();
        }
        var request = VoximplantRequest.set("SetRuleInfo").with("rule_id", id).with("rule_pattern", pattern(setup));
        return setup.ask(request, _ -> Optional.empty());
    }

    private static Optional<Standing> correctScenario(Setup setup, JsonNode rule, String id) {
        var bound = StreamSupport.stream(rule.path("scenarios").spliterator(), false)
                .anyMatch(one -> one.path("scenario_id").asText().equals(scenario(setup)));
        return bound
                ? Optional.empty()
                : setup.ask(
                        of(setup, VoximplantRequest.set("BindScenario"))
                                .with("scenario_id", scenario(setup))
                                .with("rule_id", id)
                                .with("bind", "true"),
                        _ -> Optional.empty());
    }

    private Optional<Standing> keep(Setup setup, String id) {
        return inbound ? setup.markNumber(Marks.IN_RULE, id) : setup.mark(Marks.OUT_RULE, id);
    }

    private static String scenario(Setup setup) {
        return setup.installation().mark(Marks.SCENARIO).orElseThrow();
    }

    private static VoximplantRequest of(Setup setup, VoximplantRequest request) {
        return request.with(
                "application_id", setup.installation().mark(Marks.APPLICATION).orElseThrow());
    }
}
