package chorus.switchboard;

import chorus.agent.AgentStream;
import chorus.agent.AgentStreams.Opening;
import chorus.audio.AudioFormat;
import chorus.call.EndReason;
import chorus.call.Ending;
import chorus.call.Refusal;
import chorus.phonebook.Agent;
import chorus.phonebook.PhoneNumbers.Listing;
import chorus.provider.IncomingCall;
import chorus.provider.IncomingCall.Answer;

/// One inbound call on its way: admission → routing → a place → the agent's stream → answer → conversation.
///
/// Each step passes the call on or turns it away; what it decided stands in the trace. Runs on the call's own
/// virtual thread.
final class InboundCall {
    /// What agents speak.
    private static final AudioFormat BRIDGED = AudioFormat.PCMU;

    static final String ANSWER = "answer";
    static final String ACCEPTABLE = "an answer the caller's phone accepts";

    private final Desk desk;
    private final IncomingCall incoming;
    private final LogEntry entry;

    InboundCall(Desk desk, IncomingCall incoming, LogEntry entry) {
        this.desk = desk;
        this.incoming = incoming;
        this.entry = entry;
    }

    /// Returns when the call is over.
    Ending run() {
        return switch (desk.admission().decide(incoming.number(), entry.trace())) {
            case Admission.Verdict.Refused(var refusal) -> turnAway(refusal);
            case Admission.Verdict.Admitted(var listing) -> route(listing);
        };
    }

    private Ending route(Listing listing) {
        return switch (desk.routing().route(listing, entry.trace())) {
            case Routing.Route.Refused(var refusal) -> turnAway(refusal);
            case Routing.Route.To(var agent) -> takePlace(listing, agent);
        };
    }

    private Ending takePlace(Listing listing, Agent agent) {
        entry.answeredBy(agent.id());
        return switch (desk.live().take(entry.call(), listing, entry.trace())) {
            case LiveCalls.Place.Full _ -> turnAway(Refusal.TOO_MANY_CALLS);
            case LiveCalls.Place.Taken(var live) -> {
                try (live) {
                    yield openStream(listing, agent, live);
                }
            }
        };
    }

    private Ending openStream(Listing listing, Agent agent, LiveCall live) {
        incoming.ring(BRIDGED);
        entry.ringing();
        var budget = "within " + desk.agentBudget().toMillis() + " ms";
        return switch (desk.streams().open(agent.runtime(), incoming.mediaLoop(), desk.agentBudget())) {
            case Opening.Failed(var why) -> {
                entry.trace().refused("agent stream open", budget, why);
                yield turnAway(Refusal.AGENT_UNREACHABLE);
            }
            case Opening.Opened(var stream) -> {
                entry.trace().passed("agent stream open", budget, "open");
                yield answer(listing, agent, live, stream);
            }
        };
    }

    private Ending answer(Listing listing, Agent agent, LiveCall live, AgentStream stream) {
        if (incoming.gone().isPresent() || live.wished().isPresent()) {
            stream.close();
            return turnAway(live.wished().map(InboundCall::asRefusal).orElse(Refusal.DECLINED));
        }
        try {
            return converse(incoming.answer(BRIDGED), listing, agent, live, stream);
        } finally {
            stream.close();
        }
    }

    private Ending converse(Answer answer, Listing listing, Agent agent, LiveCall live, AgentStream stream) {
        return switch (answer) {
            case Answer.NotAnswered(var ending, var detail) -> {
                entry.trace().refused(ANSWER, ACCEPTABLE, detail);
                yield ending;
            }
            case Answer.Answered(var leg) -> {
                entry.trace().passed(ANSWER, ACCEPTABLE, leg.agreed());
                Tariff.of(listing).ifPresent(entry::costs);
                entry.answered(live);
                var headers = incoming.arrival().headers();
                var start = StreamStarts.of(entry.call(), listing.organization(), agent, headers);
                yield Conversation.of(desk, leg, stream, agent, listing, incoming.mediaLoop())
                        .run(start, live, entry);
            }
        };
    }

    /// A caller who is gone already has the last word on why the call ended.
    private Ending turnAway(Refusal refusal) {
        incoming.refuse(refusal);
        return incoming.gone().<Ending>map(reason -> reason).orElse(refusal);
    }

    private static Refusal asRefusal(EndReason wish) {
        return wish == EndReason.SHUT_DOWN ? Refusal.SHUTTING_DOWN : Refusal.DECLINED;
    }
}
