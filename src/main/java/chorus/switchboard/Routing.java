package chorus.switchboard;

import chorus.call.DecisionTrace;
import chorus.call.Refusal;
import chorus.phonebook.Agent;
import chorus.phonebook.PhoneNumbers.Listing;

/// Finds who answers an admitted call: the number's agent, if there is one and it is active.
final class Routing {
    Route route(Listing listing, DecisionTrace trace) {
        if (listing.agent().isEmpty()) {
            trace.refused("agent assigned", "an agent on the number", "none");
            return new Route.Refused(Refusal.NO_AGENT_ASSIGNED);
        }
        var agent = listing.agent().get();
        trace.passed("agent assigned", "an agent on the number", agent.name());
        return active(agent, trace);
    }

    Route active(Agent agent, DecisionTrace trace) {
        if (!agent.active()) {
            trace.refused("agent active", "isActive true", "isActive false");
            return new Route.Refused(Refusal.AGENT_INACTIVE);
        }
        trace.passed("agent active", "isActive true", "isActive true");
        return new Route.To(agent);
    }

    sealed interface Route {
        record To(Agent agent) implements Route {}

        record Refused(Refusal refusal) implements Route {}
    }
}
