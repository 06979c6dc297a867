package chorus.switchboard;

import chorus.agent.StreamStart;
import chorus.call.Call;
import chorus.call.Direction;
import chorus.phonebook.Agent;
import chorus.phonebook.Organization;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// What an agent is told of the call that it takes.
final class StreamStarts {
    private StreamStarts() {}

    static StreamStart of(Call call, Organization organization, Agent agent) {
        var streamSid = "MZ" + UUID.randomUUID().toString().replace("-", "");
        return new StreamStart(organization.accountSid(), call.callSid(), streamSid, parameters(call, agent));
    }

    /// Context variables first, so that none can pass for a fact of ours.
    private static Map<String, String> parameters(Call call, Agent agent) {
        var inbound = call.direction() == Direction.INBOUND;
        var parameters = new LinkedHashMap<String, String>();
        call.contextVariables().forEach((name, value) -> parameters.put(name, String.valueOf(value)));
        parameters.put("from_number", inbound ? call.customerNumber() : call.ownNumber());
        parameters.put("to_number", inbound ? call.ownNumber() : call.customerNumber());
        parameters.put("direction", call.direction().code());
        parameters.put("call_id", call.id().toString());
        parameters.put("agent_id", agent.id().toString());
        agent.greeting().filter(_ -> agent.greetingEnabled()).ifPresent(text -> parameters.put("agent_greeting", text));
        return parameters;
    }
}
