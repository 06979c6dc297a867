package chorus.switchboard;

import chorus.call.Call;
import chorus.call.CallFacts;
import chorus.call.CallRecord;
import chorus.call.DecisionTrace;
import chorus.call.Forecast;
import chorus.call.Refusal;
import chorus.phonebook.Agent;
import chorus.phonebook.PhoneNumbers.Listing;
import chorus.provider.DryArrival;
import chorus.provider.DryArrival.Sound;
import java.util.List;
import java.util.Optional;

/// The way of an [InboundCall] gone without a call: the same admission, routing and limits are asked, no place is
/// taken,
/// no agent called, nothing answered.
final class DryRun {
    private final Desk desk;

    DryRun(Desk desk) {
        this.desk = desk;
    }

    Forecast of(DryArrival arrival) {
        return switch (arrival) {
            case DryArrival.Unheard(var dialled, var trace) -> new Forecast.Unheard(dialled, trace);
            case DryArrival.TurnedAway(var told, var line, var refusal) ->
                refused(InboundCalls.unknown(told, line), told.trace(), refusal);
            case DryArrival.Offered(var told, var number, var sound) -> {
                var call = InboundCalls.of(told, number);
                yield switch (desk.admission().decide(number, told.trace())) {
                    case Admission.Verdict.Refused(var refusal) -> refused(call, told.trace(), refusal);
                    case Admission.Verdict.Admitted(var listing) -> route(call, listing, told.trace(), sound);
                };
            }
        };
    }

    private Forecast route(Call call, Listing listing, DecisionTrace trace, Sound sound) {
        return switch (desk.routing().route(listing, trace)) {
            case Routing.Route.Refused(var refusal) -> refused(call, trace, refusal);
            case Routing.Route.To(var agent) -> {
                var routed = call.withAgent(agent.id());
                yield desk.live().hasRoom(listing, trace)
                        ? answer(routed, agent, trace, sound)
                        : refused(routed, trace, Refusal.TOO_MANY_CALLS);
            }
        };
    }

    private Forecast answer(Call call, Agent agent, DecisionTrace trace, Sound sound) {
        trace.noted("agent stream open", "Not tried without a call.");
        if (sound.refusal().isPresent()) {
            trace.refused(InboundCall.ANSWER, InboundCall.ACCEPTABLE, sound.found());
            return refused(call, trace, sound.refusal().get());
        }
        trace.passed(InboundCall.ANSWER, InboundCall.ACCEPTABLE, sound.found());
        return new Forecast.Taken(call, agent.name(), trace.steps());
    }

    private static Forecast refused(Call call, DecisionTrace trace, Refusal refusal) {
        trace.concluded(
                "ended: " + refusal.code(),
                refusal.sentence() + " Blame: " + refusal.blame().code() + ".");
        return new Forecast.Refused(new CallRecord(
                call,
                refusal.state(),
                Optional.empty(),
                Optional.of(call.createdAt()),
                Optional.of(refusal.code()),
                Optional.of(refusal.sentence()),
                Optional.of(refusal.blame().code()),
                List.of(),
                trace.steps(),
                1,
                CallFacts.NONE));
    }
}
