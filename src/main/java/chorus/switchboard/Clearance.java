package chorus.switchboard;

import chorus.call.Call;
import chorus.call.DecisionTrace;
import chorus.call.Refusal;
import chorus.phonebook.Agent;
import chorus.phonebook.Agents;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers.Listing;
import chorus.provider.Dialling;
import chorus.provider.OutgoingCall;
import chorus.provider.Providers;
import chorus.switchboard.CallControl.Order;
import java.util.Optional;

/// Decides whether a call may be placed: asked when it is ordered, and again when its turn has come.
///
/// Admission → destination → agent → a provider that dials.
final class Clearance {
    private static final Destinations DESTINATIONS = new Destinations();

    private final Admission admission;
    private final Routing routing;
    private final Agents agents;
    private final Providers providers;

    Clearance(Admission admission, Routing routing, Agents agents, Providers providers) {
        this.admission = admission;
        this.routing = routing;
        this.agents = agents;
        this.providers = providers;
    }

    /// @param decisions where the checks are told
    /// @param story     where the provider tells what happens on the way
    Verdict decide(Order order, PhoneNumber number, Call call, DecisionTrace decisions, DecisionTrace story) {
        return switch (admission.decide(number, decisions)) {
            case Admission.Verdict.Refused(var refusal) -> new Verdict.Refused(refusal);
            case Admission.Verdict.Admitted(var listing) -> {
                var barred = DESTINATIONS.refusal(listing.number(), listing.organization(), order.to(), decisions);
                yield barred.<Verdict>map(Verdict.Refused::new)
                        .orElseGet(() -> agent(order, listing, call, decisions, story));
            }
        };
    }

    private Verdict agent(Order order, Listing listing, Call call, DecisionTrace decisions, DecisionTrace story) {
        var agent = agents.find(order.organizationId(), order.agentId());
        if (agent.isEmpty()) {
            decisions.refused("agent active", "isActive true", "the agent was removed");
            return new Verdict.Refused(Refusal.AGENT_INACTIVE);
        }
        return switch (routing.active(agent.get(), decisions)) {
            case Routing.Route.Refused(var refusal) -> new Verdict.Refused(refusal);
            case Routing.Route.To(var active) -> provider(order, listing, active, call, decisions, story);
        };
    }

    private Verdict provider(
            Order order, Listing listing, Agent agent, Call call, DecisionTrace decisions, DecisionTrace story) {
        var number = listing.number();
        var outgoing = outgoing(new Dialling(
                call.id(),
                call.callSid(),
                number,
                order.to(),
                order.headers(),
                story,
                order.detectMachine(),
                user -> DESTINATIONS.mayReach(number, listing.organization(), user),
                Optional.empty()));
        var trunk = number.trunk().provider();
        if (outgoing.isEmpty()) {
            decisions.refused("provider can dial", trunk, "it takes calls only, so far");
            return new Verdict.Refused(Refusal.PROVIDER_CANNOT_DIAL);
        }
        decisions.passed("provider can dial", trunk, "it can");
        return new Verdict.Cleared(listing, agent, outgoing.get());
    }

    private Optional<OutgoingCall> outgoing(Dialling dialling) {
        return providers.carrying(dialling.number().trunk()).flatMap(provider -> provider.outgoing(dialling));
    }

    sealed interface Verdict {
        record Cleared(Listing listing, Agent agent, OutgoingCall outgoing) implements Verdict {}

        record Refused(Refusal refusal) implements Verdict {}
    }
}
