package chorus.api;

import chorus.call.CallRecord;
import chorus.call.Ladder;
import chorus.doctor.Story;
import chorus.doctor.Verdict;
import java.util.Map;
import java.util.Optional;

/// Why calls went as they went.
final class DoctorActions {
    private final ApiParts parts;

    DoctorActions(ApiParts parts) {
        this.parts = parts;
    }

    Map<String, Action> all() {
        return Map.of("traceCall", this::trace);
    }

    private Answer trace(Request request) {
        return parts.calls()
                .find(request.organization(), request.id())
                .map(call -> trace(call, ladder(call), request.wantsText()))
                .orElseGet(() -> Answer.notFound("call"));
    }

    private static Answer trace(CallRecord call, Optional<Ladder> ladder, boolean asText) {
        return asText
                ? Answer.text(Story.of(call, ladder))
                : Answer.ok(TraceView.of(call, ladder, Verdict.on(call, ladder)));
    }

    /// What this server still remembers is newer than what it wrote.
    private Optional<Ladder> ladder(CallRecord call) {
        var id = call.call().id();
        return parts.providers()
                .ladder(id)
                .or(() -> parts.ladders().find(call.call().organizationId(), id));
    }
}
