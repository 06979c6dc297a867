package chorus.api;

import chorus.phonebook.Agent;
import chorus.phonebook.AgentForm;
import chorus.phonebook.Agents;
import chorus.switchboard.AgentTests;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/// Agents.
final class AgentActions {
    private static final String KIND = "agent";

    private static final int MOST_TESTS = 20;

    private final Semaphore tests = new Semaphore(MOST_TESTS);
    private final ApiParts parts;
    private final boolean denyPrivateTargets;

    AgentActions(ApiParts parts, boolean denyPrivateTargets) {
        this.parts = parts;
        this.denyPrivateTargets = denyPrivateTargets;
    }

    Map<String, Action> all() {
        return Map.of(
                "createAgent", this::create,
                "listAgents", this::list,
                "getAgent", this::get,
                "updateAgent", this::update,
                "deleteAgent", this::delete,
                "testAgent", this::test);
    }

    private Answer test(Request request) {
        return parts.agents()
                .find(request.organization(), request.id())
                .map(this::test)
                .orElseGet(() -> Answer.notFound(KIND));
    }

    private Answer test(Agent agent) {
        if (!tests.tryAcquire()) {
            return Answer.error(429, "Too many agents are being tested: try again in some seconds.")
                    .with("Retry-After", "5");
        }
        try {
            return Answer.ok(view(parts.agentTests().test(agent)));
        } finally {
            tests.release();
        }
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static Map<String, Object> view(AgentTests.Found found) {
        var view = new LinkedHashMap<String, Object>();
        view.put("connected", found.connected().isPresent());
        view.put("connectedMs", found.connected().map(Duration::toMillis).orElse(null));
        view.put("greetingHeard", found.firstSound().isPresent());
        view.put("firstAudioMs", found.firstSound().map(Duration::toMillis).orElse(null));
        view.put("message", found.said());
        return view;
    }

    private Answer create(Request request) {
        var now = parts.clock().instant();
        var form = AgentForm.blank().with(request.body());
        return switch (form.check(UUID.randomUUID(), request.organization(), now, now, denyPrivateTargets)) {
            case AgentForm.Check.Invalid invalid -> Answer.invalid(invalid.problems());
            case AgentForm.Check.Valid valid ->
                Answer.created(view(parts.agents().add(valid.agent())));
        };
    }

    private Answer list(Request request) {
        return Answer.page(
                parts.agents().list(request.organization(), request.limit(), request.offset()), AgentActions::view);
    }

    private Answer get(Request request) {
        return parts.agents()
                .find(request.organization(), request.id())
                .map(agent -> Answer.ok(view(agent)))
                .orElseGet(() -> Answer.notFound(KIND));
    }

    private Answer update(Request request) {
        return Change.made(() -> parts.agents()
                .find(request.organization(), request.id())
                .map(before -> update(before, request))
                .orElseGet(() -> Optional.of(Answer.notFound(KIND))));
    }

    private Optional<Answer> update(Agent before, Request request) {
        var form = AgentForm.of(before).with(request.body());
        var now = Change.moment(parts.clock(), before.updatedAt());
        return switch (form.check(before.id(), before.organizationId(), before.createdAt(), now, denyPrivateTargets)) {
            case AgentForm.Check.Invalid invalid -> Optional.of(Answer.invalid(invalid.problems()));
            case AgentForm.Check.Valid valid ->
                parts.agents().replace(valid.agent(), before.updatedAt()).map(agent -> Answer.ok(view(agent)));
        };
    }

    private Answer delete(Request request) {
        return switch (parts.agents().remove(request.organization(), request.id())) {
            case Agents.Removal.Removed _ -> Answer.gone();
            case Agents.Removal.NotFound _ -> Answer.notFound(KIND);
            case Agents.Removal.StillAssigned assigned -> Answer.error(409, stillAssigned(assigned.numbers()));
        };
    }

    private static String stillAssigned(int numbers) {
        var whom = numbers == 1 ? "1 phone number is" : numbers + " phone numbers are";
        return whom + " assigned to this agent: assign another agent first, or set agentId to null.";
    }

    private static Map<String, Object> view(Agent agent) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", agent.id().toString());
        view.putAll(AgentForm.of(agent).visible());
        view.put("transferTargets", List.of());
        view.put("toolIds", List.of());
        view.put("createdAt", agent.createdAt().toString());
        view.put("updatedAt", agent.updatedAt().toString());
        return view;
    }
}
