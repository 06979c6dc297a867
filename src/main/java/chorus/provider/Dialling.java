package chorus.provider;

import chorus.audio.MediaLoop;
import chorus.call.DecisionTrace;
import chorus.phonebook.PhoneNumber;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// What a provider must know to place a call.
///
/// @param callSid the id that the agent will see
/// @param number  the number that calls
/// @param to      E.164, or an extension of the trunk's PBX
/// @param headers for the first request, checked already: names to values
/// @param trace   where what happens on the way is told
/// @param detectMachine the network is to judge whether a person or a machine answers, where it can
/// @param mayReach whether a user that the network leads the call on to may be called
/// @param beside  the media loop that its sound must live on, if it is to be joined to another call's
public record Dialling(
        UUID callId,
        String callSid,
        PhoneNumber number,
        String to,
        Map<String, String> headers,
        DecisionTrace trace,
        boolean detectMachine,
        Predicate<String> mayReach,
        Optional<MediaLoop> beside) {
    /// On whatever loop has least to do, and wherever it is led.
    public Dialling(
            UUID callId,
            String callSid,
            PhoneNumber number,
            String to,
            Map<String, String> headers,
            DecisionTrace trace) {
        this(callId, callSid, number, to, headers, trace, false, _ -> true, Optional.empty());
    }
}
