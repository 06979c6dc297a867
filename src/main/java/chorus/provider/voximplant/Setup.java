package chorus.provider.voximplant;

import chorus.phonebook.Installation;
import chorus.phonebook.Installation.Bound;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The setting-up of one number as it goes on, step by step; every id is kept as soon as it is known, so that it goes
/// on from there after whatever went wrong. Used in the account's lane.
final class Setup {
    private final VoximplantRest rest;
    private final Links links;
    private final PhoneNumber number;
    private final boolean repair;
    private final List<String> remarks = new ArrayList<>();
    private Installation installation;
    private String step = "";

    /// One thing to be set up.
    interface Step {
        /// What it is called, such as `scenario`.
        String name();

        /// @return why it goes no further; empty when this is as it should be
        Optional<Standing> take(Setup setup);
    }

    Setup(VoximplantRest rest, Links links, PhoneNumber number, Installation installation, boolean repair) {
        this.rest = rest;
        this.links = links;
        this.number = number;
        this.installation = installation;
        this.repair = repair;
    }

    /// @return why it goes no further; empty when all is as it should be
    Optional<Standing> run(List<Step> steps) {
        for (var next : steps) {
            step = next.name();
            var stuck = next.take(this);
            if (stuck.isPresent()) {
                return stuck;
            }
        }
        return Optional.empty();
    }

    /// Asks, and goes on with the answer.
    Optional<Standing> ask(VoximplantRequest request, Function<VoximplantAnswer.Done, Optional<Standing>> then) {
        return switch (rest.ask(installation.access(), request)) {
            case VoximplantAnswer.Done done -> then.apply(done);
            case VoximplantAnswer.Refused refused
            when refused.meaning() == VoximplantError.NAME_TAKEN ->
                Optional.of(new Standing.Unsettled(at(refused.sentence())));
            case VoximplantAnswer.Refused refused ->
                Optional.of(new Standing.Failed(at(refused.sentence() + remedy(refused))));
            case VoximplantAnswer.Unavailable(var why, var _) -> Optional.of(new Standing.Unsettled(at(why)));
        };
    }

    private String remedy(VoximplantAnswer.Refused refused) {
        return refused.meaning().remedy().replace("{id}", number.id().toString());
    }

    /// A standing that somebody has to act on.
    Optional<Standing> failed(String why) {
        return Optional.of(new Standing.Failed(at(why)));
    }

    /// Worth a word, and no failure.
    void remark(String sentence) {
        remarks.add(sentence);
    }

    String remarks() {
        return remarks.isEmpty() ? "" : " " + String.join(" ", remarks);
    }

    /// How the number's owner has it set up again, whoever changed it.
    String repairing() {
        return "POST /v1/phone-numbers/" + number.id() + "/repair";
    }

    boolean repair() {
        return repair;
    }

    PhoneNumber number() {
        return number;
    }

    Installation installation() {
        return installation;
    }

    /// @return always empty, as the good end of a step
    Optional<Standing> mark(String name, String value) {
        if (!installation.mark(name).orElse("").equals(value)) {
            installation = links.keep(installation.with(name, value));
        }
        return Optional.empty();
    }

    Bound bound() {
        return links.bound(installation, number.id(), number.number());
    }

    Optional<Standing> markNumber(String name, String value) {
        var known = bound();
        if (!known.mark(name).orElse("").equals(value)) {
            links.keep(known.with(name, value));
        }
        return Optional.empty();
    }

    private String at(String why) {
        return "Setting it up at Voximplant stopped at the step " + step + ". " + why;
    }
}
