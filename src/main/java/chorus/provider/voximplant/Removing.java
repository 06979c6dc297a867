package chorus.provider.voximplant;

import chorus.phonebook.Installation;
import chorus.phonebook.Installation.Bound;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes away what we have put into an account, as far as it is still ours; nothing of anybody else's is touched. Used
/// in the account's lane.
final class Removing {
    private static final Logger LOG = LoggerFactory.getLogger(Removing.class);

    /// What tells that somebody else has put something into an application.
    private static final List<String> CONTENTS =
            List.of("GetRules", "GetScenarios", "GetPhoneNumbers", "GetSecrets", "GetUsers", "GetSipRegistrations");

    private final VoximplantRest rest;
    private final Links links;
    private final Ownership ownership;

    Removing(VoximplantRest rest, Links links) {
        this.rest = rest;
        this.links = links;
        this.ownership = new Ownership(rest);
    }

    /// Unbinds a number, or binds it to what it was taken from, and removes its rule.
    ///
    /// @return false when Voximplant could not be asked, so that it is to be tried again
    boolean unbind(Installation installation, Bound number) {
        return switch (ownership.of(installation)) {
            case US -> unbindOurs(installation, number);
            case ANOTHER -> {
                links.forget(number);
                yield true;
            }
            case UNKNOWN -> false;
        };
    }

    private boolean unbindOurs(Installation installation, Bound number) {
        var request =
                VoximplantRequest.read("GetPhoneNumbers").with("phone_number", OwnedNumber.digits(number.number()));
        var settled = switch (rest.ask(installation.access(), request)) {
            case VoximplantAnswer.Done done -> letGo(installation, number, owned(done, number));
            case VoximplantAnswer.Refused refused -> givenUp("number " + number.number(), refused);
            case VoximplantAnswer.Unavailable _ -> false;
        };
        if (!settled
                || !number.mark(Marks.IN_RULE)
                        .map(rule -> delRule(installation, rule))
                        .orElse(true)) {
            return false;
        }
        links.forget(number);
        LOG.info(
                "number {} of Voximplant account {} was let go",
                number.number(),
                installation.access().accountId());
        return true;
    }

    /// Removes what is left of an installation that no number uses any more.
    ///
    /// @return false when Voximplant could not be asked, so that it is to be tried again
    boolean remove(Installation installation) {
        return switch (ownership.of(installation)) {
            case US -> removeOurs(installation);
            case ANOTHER -> {
                links.forget(installation);
                yield true;
            }
            case UNKNOWN -> false;
        };
    }

    private boolean removeOurs(Installation installation) {
        var application = installation.mark(Marks.APPLICATION);
        var removed = application.isEmpty()
                || (emptied(installation, application.get())
                        && (installation.mark(Marks.APPLICATION_MADE).isEmpty()
                                || removeApplication(installation, application.get())));
        if (removed) {
            links.forget(installation);
            LOG.info(
                    "nothing of ours is left in application {} of Voximplant account {}",
                    installation.application(),
                    installation.access().accountId());
        }
        return removed;
    }

    private boolean letGo(Installation installation, Bound number, Optional<OwnedNumber> found) {
        var isOurs = found.filter(one -> one.application().isPresent()
                        && one.application().equals(installation.mark(Marks.APPLICATION))
                        && one.rule().isPresent()
                        && one.rule().equals(number.mark(Marks.IN_RULE)))
                .isPresent();
        if (!isOurs) {
            return true;
        }
        var phone = found.orElseThrow().id();
        return number.mark(Marks.BEFORE)
                .map(before -> bindBack(installation, number, phone, before))
                .orElseGet(() -> done(installation, "number " + number.number(), unbinding(installation, phone)));
    }

    private boolean bindBack(Installation installation, Bound number, String phone, String before) {
        var parts = before.split("/", 2);
        var request = VoximplantRequest.set("BindPhoneNumberToApplication")
                .with("phone_id", phone)
                .with("application_id", parts[0])
                .with("bind", "true");
        var whole = parts.length == 2 ? request.with("rule_id", parts[1]) : request;
        return switch (rest.ask(installation.access(), whole)) {
            case VoximplantAnswer.Done _ -> true;
            case VoximplantAnswer.Refused refused -> {
                LOG.warn("number {} could not be bound as it was: {}", number.number(), refused.sentence());
                yield done(installation, "number " + number.number(), unbinding(installation, phone));
            }
            case VoximplantAnswer.Unavailable _ -> false;
        };
    }

    private static VoximplantRequest unbinding(Installation installation, String phone) {
        return VoximplantRequest.set("BindPhoneNumberToApplication")
                .with("phone_id", phone)
                .with("application_id", installation.mark(Marks.APPLICATION).orElseThrow())
                .with("bind", "false");
    }

    private boolean delRule(Installation installation, String rule) {
        return done(
                installation,
                "rule " + rule,
                VoximplantRequest.set("DelRule")
                        .with(
                                "application_id",
                                installation.mark(Marks.APPLICATION).orElse(""))
                        .with("rule_id", rule));
    }

    private boolean emptied(Installation installation, String application) {
        var rule = installation.mark(Marks.OUT_RULE);
        var scenario = installation.mark(Marks.SCENARIO);
        return rule.map(id -> delRule(installation, id)).orElse(true)
                && scenario.map(id -> done(
                                installation,
                                "scenario " + id,
                                VoximplantRequest.set("DelScenario").with("scenario_id", id)))
                        .orElse(true)
                && (installation.mark(Marks.SECRETS).isEmpty() || withoutSecrets(installation, application));
    }

    private boolean withoutSecrets(Installation installation, String application) {
        return List.of(SecretsStep.URL, SecretsStep.KEY).stream()
                .allMatch(name -> done(
                        installation,
                        "secret " + name,
                        VoximplantRequest.set("DelSecret")
                                .with("application_id", application)
                                .with("secret_name", name)));
    }

    /// An application that we made goes with us, unless somebody else has put something into it.
    private boolean removeApplication(Installation installation, String application) {
        for (var method : CONTENTS) {
            var request = VoximplantRequest.read(method).with("application_id", application);
            switch (rest.ask(installation.access(), request)) {
                case VoximplantAnswer.Done done
                when done.items().iterator().hasNext() -> {
                    return true;
                }
                case VoximplantAnswer.Done _ -> {}
                case VoximplantAnswer.Refused refused -> {
                    return givenUp("application " + application, refused);
                }
                case VoximplantAnswer.Unavailable _ -> {
                    return false;
                }
            }
        }
        return done(
                installation,
                "application " + application,
                VoximplantRequest.set("DelApplication").with("application_id", application));
    }

    private boolean done(Installation installation, String what, VoximplantRequest request) {
        return switch (rest.ask(installation.access(), request)) {
            case VoximplantAnswer.Done _ -> true;
            case VoximplantAnswer.Refused refused -> givenUp(what, refused);
            case VoximplantAnswer.Unavailable _ -> false;
        };
    }

    private static boolean givenUp(String what, VoximplantAnswer.Refused refused) {
        if (refused.meaning() != VoximplantError.GONE) {
            LOG.warn("{} could not be put back at Voximplant: {}", what, refused.sentence());
        }
        return true;
    }

    private static Optional<OwnedNumber> owned(VoximplantAnswer.Done done, Bound number) {
        return StreamSupport.stream(done.items().spliterator(), false)
                .filter(one -> one.path("phone_number").asText().equals(OwnedNumber.digits(number.number())))
                .findFirst()
                .map(OwnedNumber::of);
    }
}
