package chorus.provider.voximplant;

import chorus.provider.Standing;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Puts the scenario into the application, and replaces one of an older version; one that somebody has changed stays
/// until a repair.
final class ScenarioStep implements Setup.Step {
    private final Scenario shipped;

    ScenarioStep(Scenario shipped) {
        this.shipped = shipped;
    }

    @Override
    public String name() {
        return "scenario";
    }

    /// What it is called there: each installation has a name of its own.
    static String title(Setup setup) {
        return "chorus-" + setup.installation().id().toString().substring(0, 8);
    }

    @Override
    public Optional<Standing> take(Setup setup) {
        var list = VoximplantRequest.read("GetScenarios")
                .with("application_id", application(setup))
                .with("scenario_name", title(setup));
        return setup.ask(
                list,
                done -> StreamSupport.stream(done.items().spliterator(), false)
                        .filter(one -> one.path("scenario_name").asText().equals(title(setup)))
                        .map(one -> one.path("scenario_id").asText())
                        .findFirst()
                        .map(id -> look(setup, id))
                        .orElseGet(() -> add(setup)));
    }

    private Optional<Standing> add(Setup setup) {
        var request = VoximplantRequest.make("AddScenario")
                .with("application_id", application(setup))
                .with("scenario_name", title(setup))
                .with("scenario_script", shipped.script());
        return setup.ask(request, done -> {
            setup.mark(Marks.SCENARIO, done.body().path("scenario_id").asText());
            return setup.mark(Marks.SCENARIO_HASH, shipped.hash());
        });
    }

    private Optional<Standing> look(Setup setup, String id) {
        setup.mark(Marks.SCENARIO, id);
        var request =
                VoximplantRequest.read("GetScenarios").with("scenario_id", id).with("with_script", "true");
        return setup.ask(request, done -> {
            var there = StreamSupport.stream(done.items().spliterator(), false)
                    .map(one -> new Scenario(one.path("scenario_script").asText("")).hash())
                    .findFirst()
                    .orElse("");
            return judge(setup, id, there);
        });
    }

    private Optional<Standing> judge(Setup setup, String id, String there) {
        if (there.equals(shipped.hash())) {
            return setup.mark(Marks.SCENARIO_HASH, there);
        }
        var installed = setup.installation().mark(Marks.SCENARIO_HASH);
        if (installed.isPresent() && !installed.get().equals(there) && !setup.repair()) {
            setup.remark("But scenario " + title(setup) + " was changed at Voximplant: have it put right with "
                    + setup.repairing() + ".");
            return Optional.empty();
        }
        var request = VoximplantRequest.set("SetScenarioInfo")
                .with("scenario_id", id)
                .with("scenario_script", shipped.script());
        return setup.ask(request, _ -> setup.mark(Marks.SCENARIO_HASH, shipped.hash()));
    }

    private static String application(Setup setup) {
        return setup.installation().mark(Marks.APPLICATION).orElseThrow();
    }
}
