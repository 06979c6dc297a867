package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;

/// The account itself and its applications.
final class ApplicationDesk implements Desk {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,64}");

    private final String apiAddress;

    ApplicationDesk(String apiAddress) {
        this.apiAddress = apiAddress;
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "GetAccountInfo", (account, _) -> describe(account),
                "AddApplication", ApplicationDesk::add,
                "GetApplications", ApplicationDesk::list,
                "DelApplication", ApplicationDesk::delete);
    }

    private ObjectNode describe(VoximplantAccount account) {
        var answer = JSON.createObjectNode().put("api_address", apiAddress);
        answer.putObject("result")
                .put("account_id", account.id())
                .put("account_name", account.name())
                .put("account_email", account.name() + "@example.com")
                .put("api_key", account.apiKey())
                .put("callback_salt", "never to be repeated")
                .put("created", "2026-01-01 09:00:00")
                .put("active", account.isActive())
                .put("frozen", account.isFrozen())
                .put("balance", account.balance())
                .put("credit_limit", 0)
                .put("currency", "USD");
        return answer;
    }

    private static ObjectNode add(VoximplantAccount account, Ask ask) {
        var name = ask.needed("application_name");
        if (!NAME.matcher(name).matches()) {
            throw ApiFault.INVALID_APPLICATION_NAME.refused();
        }
        if (account.applications().stream().anyMatch(one -> one.isCalled(name))) {
            throw ApiFault.APPLICATION_NAME_ISNT_UNIQUE.refused();
        }
        var secure = ask.flag("secure_record_storage", false);
        var added = new VoximplantApplication(VoximplantAccount.nextId(), name, account.domain(), secure);
        account.applications().add(added);
        return Desk.done()
                .put("application_id", added.id())
                .put("application_name", added.fullName())
                .put("secure_record_storage", secure);
    }

    private static ObjectNode list(VoximplantAccount account, Ask ask) {
        var part = ask.text("application_name").orElse("");
        var id = ask.id("application_id");
        var found = account.applications().stream()
                .filter(one -> id.isEmpty() || one.id() == id.get())
                .filter(one -> one.fullName().contains(part))
                .toList();
        var withRules = ask.flag("with_rules", false);
        var withScenarios = ask.flag("with_scenarios", false);
        return Desk.listed(ask, found, one -> one.described(withRules, withScenarios));
    }

    private static ObjectNode delete(VoximplantAccount account, Ask ask) {
        var doomed = Desk.neededApplication(account, ask);
        account.applications().remove(doomed);
        account.scenarios()
                .removeIf(scenario -> scenario.folder().filter(doomed::equals).isPresent());
        account.numbers().stream()
                .filter(number -> number.application().filter(doomed::equals).isPresent())
                .forEach(VoximplantNumber::unbind);
        return Desk.done();
    }
}
