package chorus.provider.voximplant;

import chorus.call.EndReason;
import chorus.call.NetworkAnswer;
import chorus.phonebook.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Starts sessions of the scenario. A start that may have happened is never tried again, for it would ring twice: it is
/// looked up in the call history by its token.
final class Sessions {
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final Duration AROUND = Duration.ofMinutes(10);

    private final VoximplantRest rest;

    /// What came of it.
    sealed interface Begun {
        /// @param address where the session is commanded; empty where that is not known
        record Started(String session, String address) implements Begun {}

        record Refused(EndReason ending, String detail, Optional<NetworkAnswer> answer) implements Begun {}

        /// It may have begun.
        record Unknown(String detail) implements Begun {}
    }

    Sessions(VoximplantRest rest) {
        this.rest = rest;
    }

    /// @param token all that the session is told
    Begun start(Installation installation, String token, Optional<String> serverLocation) {
        var rule = installation.mark(Marks.OUT_RULE);
        if (rule.isEmpty()) {
            return new Begun.Refused(
                    EndReason.NETWORK_FAILED,
                    "The number is not set up at Voximplant yet: its line says what is missing.",
                    Optional.empty());
        }
        var request = VoximplantRequest.make("StartScenarios")
                .with("rule_id", rule.get())
                .with("script_custom_data", token);
        var placed = serverLocation
                .map(place -> request.with("server_location", place))
                .orElse(request);
        return switch (rest.ask(installation.access(), placed)) {
            case VoximplantAnswer.Done(var body) ->
                new Begun.Started(
                        body.path("call_session_history_id").asText(),
                        body.path("media_session_access_secure_url").asText());
            case VoximplantAnswer.Refused refused ->
                new Begun.Refused(
                        refused.meaning().ending(),
                        refused.sentence() + refused.meaning().remedy(),
                        Optional.of(new NetworkAnswer(refused.code(), refused.message())));
            case VoximplantAnswer.Unavailable(var why, var perhapsDone) ->
                perhapsDone
                        ? lookedUp(installation, token, why)
                        : new Begun.Refused(EndReason.NETWORK_UNREACHABLE, why, Optional.empty());
        };
    }

    private Begun lookedUp(Installation installation, String token, String why) {
        var now = Instant.now();
        var request = VoximplantRequest.read("GetCallHistory")
                .with("from_date", TIME.format(now.minus(AROUND)))
                .with("to_date", TIME.format(now.plus(AROUND)))
                .with("call_session_history_custom_data", token);
        return rest.ask(installation.access(), request) instanceof VoximplantAnswer.Done(var body)
                        && body.path("result").path(0).isObject()
                ? new Begun.Started(session(body.path("result").path(0)), "")
                : new Begun.Unknown(
                        why + " The call history knows nothing of the session; should it begin nevertheless,"
                                + " it is told to end.");
    }

    private static String session(JsonNode session) {
        return session.path("call_session_history_id").asText();
    }
}
