package chorus.switchboard;

import chorus.agent.StreamStart;
import chorus.call.Call;
import chorus.call.Direction;
import chorus.phonebook.Agent;
import chorus.phonebook.Organization;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// What an agent is told of the call that it takes.
final class StreamStarts {
    private StreamStarts() {}

    /// @param headers what the caller's network said, by header name
    static StreamStart of(Call call, Organization organization, Agent agent, Map<String, String> headers) {
        var streamSid = "MZ" + UUID.randomUUID().toString().replace("-", "");
        return new StreamStart(organization.accountSid(), call.callSid(), streamSid, parameters(call, agent, headers));
    }

    /// Context variables and headers first, so that none can pass for a fact of ours.
    private static Map<String, String> parameters(Call call, Agent agent, Map<String, String> headers) {
        var inbound = call.direction() == Direction.INBOUND;
        var parameters = new LinkedHashMap<String, String>();
        call.contextVariables().forEach((name, value) -> parameters.put(name, String.valueOf(value)));
        headers.forEach((name, value) -> parameters.put(parameter(name), value));
        parameters.put("from_number", inbound ? call.customerNumber() : call.ownNumber());
        parameters.put("to_number", inbound ? call.ownNumber() : call.customerNumber());
        parameters.put("direction", call.direction().code());
        parameters.put("call_id", call.id().toString());
        parameters.put("agent_id", agent.id().toString());
        agent.greeting().filter(_ -> agent.greetingEnabled()).ifPresent(text -> parameters.put("agent_greeting", text));
        return parameters;
    }

    /// `X-Customer-Id` is told as `sip_x_customer_id`.
    private static String parameter(String header) {
        return "sip_" + header.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
