package chorus.provider.voximplant;

import chorus.provider.Standing;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Finds the application by its name, or makes it.
final class ApplicationStep implements Setup.Step {
    @Override
    public String name() {
        return "application";
    }

    @Override
    public Optional<Standing> take(Setup setup) {
        var name = setup.installation().application();
        return setup.ask(VoximplantRequest.read("GetApplications").with("application_name", name), done -> {
            var found = StreamSupport.stream(done.items().spliterator(), false)
                    .filter(one -> isNamed(one.path("application_name").asText(), name))
                    .map(one -> one.path("application_id").asText())
                    .findFirst();
            return found.map(id -> known(setup, id)).orElseGet(() -> make(setup, name));
        });
    }

    private static Optional<Standing> known(Setup setup, String id) {
        if (!setup.installation().mark(Marks.APPLICATION).orElse(id).equals(id)) {
            forgetAll(setup);
        }
        return setup.mark(Marks.APPLICATION, id);
    }

    private static Optional<Standing> make(Setup setup, String name) {
        forgetAll(setup);
        var request = VoximplantRequest.make("AddApplication").with("application_name", name);
        return setup.ask(request, done -> {
            setup.mark(Marks.APPLICATION_MADE, "yes");
            return setup.mark(
                    Marks.APPLICATION, done.body().path("application_id").asText());
        });
    }

    /// Another application has nothing of ours in it.
    private static void forgetAll(Setup setup) {
        List.of(
                        Marks.APPLICATION_MADE,
                        Marks.APPLICATION,
                        Marks.SECRETS,
                        Marks.SCENARIO,
                        Marks.SCENARIO_HASH,
                        Marks.OUT_RULE)
                .forEach(mark -> setup.mark(mark, ""));
        List.of(Marks.IN_RULE, Marks.BOUND).forEach(mark -> setup.markNumber(mark, ""));
    }

    /// Voximplant answers the whole name, `chorus.account.voximplant.com`, and searches in parts of names.
    private static boolean isNamed(String whole, String name) {
        return whole.equals(name) || whole.startsWith(name + ".");
    }
}
