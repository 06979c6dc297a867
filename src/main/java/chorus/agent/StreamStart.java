package chorus.agent;

import java.util.Map;

/// What an agent is told when its stream begins.
///
/// @param customParameters string to string: `from_number`, `to_number`, `direction`, `call_id`, `agent_id`
///                         and each context variable
public record StreamStart(String accountSid, String callSid, String streamSid, Map<String, String> customParameters) {}
