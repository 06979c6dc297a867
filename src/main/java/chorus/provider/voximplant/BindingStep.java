package chorus.provider.voximplant;

import chorus.provider.Standing;
import java.util.Optional;

/// Leads a number's calls to our rule; never away from somebody else's application without being asked to.
final class BindingStep implements Setup.Step {
    private final OwnedNumber found;

    BindingStep(OwnedNumber found) {
        this.found = found;
    }

    @Override
    public String name() {
        return "number";
    }

    @Override
    public Optional<Standing> take(Setup setup) {
        setup.markNumber(Marks.PHONE, found.id());
        if (isBound(setup)) {
            return setup.markNumber(Marks.BOUND, "yes");
        }
        var foreign = found.application().filter(id -> !id.equals(application(setup)));
        var changed = setup.bound().mark(Marks.BOUND).isPresent();
        if (!setup.repair() && (foreign.isPresent() || changed)) {
            return setup.failed(whereItGoes() + " Unbind it in Voximplant's control panel and "
                    + (changed ? "have it bound again" : "try again, or have it taken over") + ", with "
                    + setup.repairing() + ".");
        }
        foreign.ifPresent(id -> setup.markNumber(
                Marks.BEFORE, id + found.rule().map(rule -> "/" + rule).orElse("")));
        return bind(setup);
    }

    private Optional<Standing> bind(Setup setup) {
        var request = VoximplantRequest.set("BindPhoneNumberToApplication")
                .with("phone_id", found.id())
                .with("application_id", application(setup))
                .with("rule_id", rule(setup))
                .with("bind", "true");
        return setup.ask(request, _ -> setup.markNumber(Marks.BOUND, "yes"));
    }

    private String whereItGoes() {
        return found.application().isEmpty()
                ? "Calls do not reach us: the number was unbound at Voximplant."
                : "Calls do not reach us: the number is bound to application " + found.applicationName()
                        + (found.ruleName().isEmpty() ? "" : ", rule " + found.ruleName()) + ", at Voximplant.";
    }

    private boolean isBound(Setup setup) {
        return found.application().equals(Optional.of(application(setup)))
                && found.rule().equals(Optional.of(rule(setup)));
    }

    private static String application(Setup setup) {
        return setup.installation().mark(Marks.APPLICATION).orElseThrow();
    }

    private static String rule(Setup setup) {
        return setup.bound().mark(Marks.IN_RULE).orElseThrow();
    }
}
