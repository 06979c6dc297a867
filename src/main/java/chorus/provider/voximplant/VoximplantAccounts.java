package chorus.provider.voximplant;

import chorus.phonebook.PhoneNumber;
import chorus.provider.AccountWork;
import chorus.provider.Standing;
import chorus.provider.voximplant.Setup.Step;
import chorus.provider.voximplant.VoximplantOptions.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Looks after the numbers of accounts at Voximplant: sets up what they need there, and takes it away when they leave.
final class VoximplantAccounts implements AccountWork {
    private final VoximplantRest rest;
    private final AccountDesk desk;
    private final VoximplantLines lines;
    private final Links links;
    private final Removing removing;
    private final Optional<VoximplantUrls> urls;
    private final Scenario scenario;

    /// @param urls absent while nobody knows where Voximplant would reach us: numbers can only be let go then
    VoximplantAccounts(
            VoximplantRest rest,
            AccountDesk desk,
            VoximplantLines lines,
            Links links,
            Optional<VoximplantUrls> urls,
            Scenario scenario) {
        this.rest = rest;
        this.desk = desk;
        this.lines = lines;
        this.links = links;
        this.removing = new Removing(rest, links);
        this.urls = urls;
        this.scenario = scenario;
    }

    @Override
    public String account(PhoneNumber number) {
        return lines.place(number).map(place -> place.account().accountId()).orElse("");
    }

    @Override
    public Map<UUID, Standing> look(List<PhoneNumber> numbers, boolean repair) {
        var standings = new HashMap<UUID, Standing>();
        for (var number : numbers) {
            lines.place(number).ifPresent(place -> standings.put(number.id(), standing(number, place, repair)));
        }
        return standings;
    }

    private Standing standing(PhoneNumber number, Place place, boolean repair) {
        return switch (desk.find(place.account(), number.number(), VoximplantRest.PATIENCE)) {
            case Finding.Present(var found) -> setUp(number, place, Optional.of(found), repair);
            case Finding.CallerIdOnly() -> setUp(number, place, Optional.empty(), repair);
            case Finding.Wrong(var problem) -> new Standing.Failed(problem.field() + " " + problem.message() + ".");
            case Finding.Unknown(var why) -> new Standing.Unsettled(why);
        };
    }

    /// @param found absent for a caller id, which only calls out
    private Standing setUp(PhoneNumber number, Place place, Optional<OwnedNumber> found, boolean repair) {
        var known = urls.orElseThrow();
        var setup = new Setup(rest, links, number, links.begun(place), repair);
        var forAll = List.<Step>of(
                new ApplicationStep(), new SecretsStep(known), new ScenarioStep(scenario), RuleStep.out());
        var forCallsIn = found.map(owned -> List.<Step>of(RuleStep.in(), new BindingStep(owned)))
                .orElse(List.of());
        return setup.run(forAll)
                .or(() -> setup.run(forCallsIn))
                .orElseGet(() -> new Standing.Ready(ready(setup, place, found) + setup.remarks()));
    }

    private static String ready(Setup setup, Place place, Optional<OwnedNumber> found) {
        var where = "application " + place.application() + " of account "
                + place.account().accountId() + " at Voximplant";
        return found.isPresent()
                ? "Calls to " + setup.number().number() + " come from " + where + "."
                : setup.number().number() + " is a caller id verified in that account, not a number of it: calls can"
                        + " be placed from it through " + where + ", and none come in.";
    }

    @Override
    public boolean putBack(String account) {
        var settled = true;
        for (var installation : links.ofAccount(account)) {
            for (var bound : links.in(installation)) {
                settled &= !lines.hasLeft(installation, bound) || removing.unbind(installation, bound);
            }
            if (links.in(installation).isEmpty() && lines.anyOf(installation).isEmpty()) {
                settled &= removing.remove(installation);
            }
        }
        return settled;
    }
}
