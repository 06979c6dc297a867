package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A part of the management API: methods by their names.
interface Desk {
    ObjectMapper JSON = new ObjectMapper();

    /// One method: from the fields of a request to those of the answer.
    interface Method {
        ObjectNode answer(VoximplantAccount account, Ask ask);
    }

    Map<String, Method> methods();

    static ObjectNode done() {
        return JSON.createObjectNode().put("result", 1);
    }

    /// The part of a list that was asked for, as the API pages: `result`, `count`, `total_count`.
    static <T> ObjectNode listed(Ask ask, List<T> all, Function<T, ObjectNode> describe) {
        var page = ask.page(all);
        var answer = JSON.createObjectNode();
        var result = answer.putArray("result");
        page.forEach(one -> result.add(describe.apply(one)));
        return answer.put("count", page.size()).put("total_count", all.size());
    }

    /// The application that a request names by id or by name.
    static Optional<VoximplantApplication> application(VoximplantAccount account, Ask ask) {
        var id = ask.id("application_id");
        if (id.isPresent()) {
            return Optional.of(account.applications().stream()
                    .filter(one -> one.id() == id.get())
                    .findFirst()
                    .orElseThrow(ApiFault.INVALID_APPLICATION_ID::refused));
        }
        return ask.text("application_name")
                .map(name -> account.applications().stream()
                        .filter(one -> one.isCalled(name))
                        .findFirst()
                        .orElseThrow(ApiFault.APPLICATION_NOT_FOUND::refused));
    }

    static VoximplantApplication neededApplication(VoximplantAccount account, Ask ask) {
        return application(account, ask).orElseThrow(ApiFault.INVALID_APPLICATION_ID::refused);
    }

    static VoximplantRule rule(VoximplantAccount account, long id) {
        return account.applications().stream()
                .flatMap(one -> one.rules().stream())
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow(ApiFault.INVALID_RULE_ID::refused);
    }

    static List<VoximplantScenario> scenarios(VoximplantAccount account, Ask ask) {
        return ask.ids("scenario_id").stream()
                .map(id -> account.scenarios().stream()
                        .filter(one -> one.id() == id)
                        .findFirst()
                        .orElseThrow(ApiFault.INVALID_SCENARIO_ID::refused))
                .toList();
    }
}
