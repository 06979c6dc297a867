package chorus.provider.voximplant;

import chorus.phonebook.Installation;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Preflight;
import chorus.phonebook.Trunk;
import chorus.provider.Checklist;
import chorus.provider.voximplant.VoximplantOptions.Place;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Looks at a number's line at Voximplant, step by step: whether Voximplant can reach us, knows the account, lets us do
/// what we must, has money left, and leads the number's calls to our scenario. Changes nothing.
final class VoximplantPreflight {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final String URL = "our address for Voximplant";
    private static final String ACCOUNT = "account and key at Voximplant";
    private static final String BALANCE = "balance of the account";
    private static final String ROLE = "what the key may do";
    private static final String NUMBER = "number in the account";
    private static final String BINDING = "where Voximplant leads its calls";
    private static final String SCENARIO = "scenario";
    private static final String CALLER_ID = "caller id";

    private final VoximplantRest rest;
    private final AccountDesk desk;
    private final Links links;
    private final VoximplantOptions options;
    private final Scenario shipped;
    private final Checklist steps = new Checklist(System::nanoTime);

    VoximplantPreflight(
            VoximplantRest rest, AccountDesk desk, Links links, VoximplantOptions options, Scenario shipped) {
        this.rest = rest;
        this.desk = desk;
        this.links = links;
        this.options = options;
        this.shipped = shipped;
    }

    List<Preflight.Step> of(PhoneNumber number) {
        options.obstacle()
                .ifPresentOrElse(
                        why -> steps.failed(URL, why, "Set CHORUS_PUBLIC_URL."),
                        () -> steps.passed(
                                URL, options.publicUrl().orElseThrow().toString()));
        if (number.trunk() instanceof Trunk.Voximplant trunk) {
            options.place(trunk)
                    .ifPresentOrElse(
                            place -> account(number, trunk, place),
                            () -> steps.failed(ACCOUNT, VoximplantProvider.NO_ACCOUNT, "Give the number an account."));
        }
        return steps.steps();
    }

    private void account(PhoneNumber number, Trunk.Voximplant trunk, Place place) {
        switch (rest.ask(place.account(), VoximplantRequest.read("GetAccountInfo"), PATIENCE)) {
            case VoximplantAnswer.Done(var body) -> {
                steps.passed(ACCOUNT, "They are right.");
                balance(place, body.path("result"));
                role(number, trunk, place);
            }
            case VoximplantAnswer.Refused refused -> {
                var problem = desk.problem(place.account(), refused);
                steps.failed(ACCOUNT, problem.field() + " " + problem.message(), "Change " + problem.field() + ".");
            }
            case VoximplantAnswer.Unavailable(var why, var _) ->
                steps.failed(
                        ACCOUNT, why, "Look at Voximplant's status, and whether this machine may open connections.");
        }
    }

    private void balance(Place place, JsonNode info) {
        var found = info.path("balance").asText() + " " + info.path("currency").asText();
        var closed = desk.closed(place.account(), info);
        if (closed.isPresent()) {
            steps.failed(BALANCE, closed.get().field() + " " + closed.get().message(), "Look at the account there.");
        } else if (info.path("balance").asDouble() + info.path("credit_limit").asDouble() <= 0) {
            steps.failed(BALANCE, found, "Top it up: at nothing no call comes or goes.");
        } else {
            steps.passed(BALANCE, found);
        }
    }

    /// A key without a role still knows the account.
    private void role(PhoneNumber number, Trunk.Voximplant trunk, Place place) {
        var request = VoximplantRequest.read("GetApplications").with("application_name", place.application());
        switch (rest.ask(place.account(), request, PATIENCE)) {
            case VoximplantAnswer.Done _ -> {
                steps.passed(ROLE, "It sees applications.");
                number(number, trunk, place);
            }
            case VoximplantAnswer.Refused refused ->
                steps.failed(ROLE, refused.sentence(), "Give its service account the role Developer.");
            case VoximplantAnswer.Unavailable(var why, var _) -> steps.failed(ROLE, why, "Try again.");
        }
    }

    private void number(PhoneNumber number, Trunk.Voximplant trunk, Place place) {
        switch (desk.find(place.account(), number.number(), PATIENCE)) {
            case Finding.Present(var found) -> {
                steps.passed(NUMBER, "It is rented there.");
                binding(number, found, links.at(place));
            }
            case Finding.CallerIdOnly() ->
                steps.passed(NUMBER, "It is a verified caller id: calls can be placed from it, and none come in.");
            case Finding.Wrong(var problem) ->
                steps.failed(
                        NUMBER, problem.field() + " " + problem.message() + ".", "Change " + problem.field() + ".");
            case Finding.Unknown(var why) -> steps.failed(NUMBER, why, "Try again.");
        }
        links.at(place)
                .ifPresentOrElse(
                        this::scenario, () -> steps.failed(SCENARIO, "Nothing is installed yet.", repair(number)));
        trunk.callerId()
                .ifPresentOrElse(
                        shown -> callerId(place, shown),
                        () -> steps.passed(CALLER_ID, "Calls out show the number itself."));
    }

    private void binding(PhoneNumber number, OwnedNumber found, Optional<Installation> installation) {
        var bound = installation.flatMap(one -> links.bound(one.id(), number.number()));
        var isOurs = bound.isPresent()
                && found.application().equals(installation.flatMap(one -> one.mark(Marks.APPLICATION)))
                && found.rule().equals(bound.get().mark(Marks.IN_RULE));
        if (isOurs) {
            steps.passed(BINDING, "application " + found.applicationName() + ", rule " + found.ruleName());
        } else {
            steps.failed(
                    BINDING,
                    found.application().isEmpty()
                            ? "It is bound to no application."
                            : "It is bound to application " + found.applicationName() + ".",
                    repair(number));
        }
    }

    private void scenario(Installation installation) {
        var id = installation.mark(Marks.SCENARIO);
        if (id.isEmpty()) {
            steps.failed(SCENARIO, "It is not installed yet: the line says what stopped it.", "Correct that.");
            return;
        }
        var request = VoximplantRequest.read("GetScenarios")
                .with("scenario_id", id.get())
                .with("with_script", "true");
        switch (rest.ask(installation.access(), request, PATIENCE)) {
            case VoximplantAnswer.Done(var body) -> {
                var there = new Scenario(body.at("/result/0/scenario_script").asText(""));
                if (there.hash().equals(shipped.hash())) {
                    steps.passed(SCENARIO, "It is this version's.");
                } else {
                    steps.failed(SCENARIO, "It is not this version's.", "POST …/repair puts it right.");
                }
            }
            case VoximplantAnswer.Refused refused ->
                steps.failed(SCENARIO, refused.sentence(), "POST …/repair puts it right.");
            case VoximplantAnswer.Unavailable(var why, var _) -> steps.failed(SCENARIO, why, "Try again.");
        }
    }

    private void callerId(Place place, String shown) {
        switch (desk.find(place.account(), shown, PATIENCE)) {
            case Finding.Present _ -> steps.passed(CALLER_ID, shown + " is rented there.");
            case Finding.CallerIdOnly() -> steps.passed(CALLER_ID, shown + " is verified there.");
            case Finding.Wrong(var problem) ->
                steps.failed(CALLER_ID, shown + " " + problem.message() + ".", "Change voximplantCallerId.");
            case Finding.Unknown(var why) -> steps.failed(CALLER_ID, why, "Try again.");
        }
    }

    private static String repair(PhoneNumber number) {
        return "POST /v1/phone-numbers/" + number.id() + "/repair.";
    }
}
