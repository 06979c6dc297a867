package chorus.provider;

import chorus.call.DecisionTrace;
import java.util.Map;
import java.util.UUID;

/// What a provider knows of a call that arrives.
///
/// @param provider the provider's name
/// @param callSid  the id that the agent will see
/// @param from     the caller, as the network gives it
/// @param dialled  what was dialled, as the network gives it
/// @param source   where the proof of origin came from, such as `192.0.2.1:5060 over UDP`
/// @param headers  the caller's SIP headers that the number's rules name, by name
/// @param trace    the story so far, already telling how the source was proved
public record Arrival(
        UUID callId,
        String provider,
        String callSid,
        String from,
        String dialled,
        String source,
        Map<String, String> headers,
        DecisionTrace trace) {
    public Arrival {
        headers = Map.copyOf(headers);
    }

    public Arrival(
            UUID callId,
            String provider,
            String callSid,
            String from,
            String dialled,
            String source,
            DecisionTrace trace) {
        this(callId, provider, callSid, from, dialled, source, Map.of(), trace);
    }
}
