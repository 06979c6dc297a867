package chorus.api;

import chorus.call.CallRecord;
import chorus.call.Direction;
import chorus.call.Ladder;
import chorus.call.Rung;
import chorus.call.Step;
import chorus.doctor.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A call's story as the API shows it.
final class TraceView {
    private TraceView() {}

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    static Map<String, Object> of(CallRecord entry, Optional<Ladder> ladder, Verdict verdict) {
        var call = entry.call();
        var in = call.direction() == Direction.INBOUND;
        var view = new LinkedHashMap<String, Object>();
        view.put("callId", call.id().toString());
        view.put("direction", call.direction().code());
        view.put("from", in ? call.customerNumber() : call.ownNumber());
        view.put("to", in ? call.ownNumber() : call.customerNumber());
        view.put("status", entry.state().code());
        view.put("createdAt", call.createdAt().toString());
        view.put("verdict", verdict(verdict));
        view.put("trace", steps(entry.trace()));
        view.put("ladder", ladder.map(TraceView::ladder).orElse(null));
        return view;
    }

    static List<Map<String, Object>> steps(List<Step> steps) {
        return steps.stream().map(TraceView::step).toList();
    }

    static Map<String, Object> step(Step step) {
        var view = new LinkedHashMap<String, Object>();
        view.put("atMs", step.atMillis());
        view.put("check", step.check());
        view.put("against", step.against());
        view.put("found", step.found());
        view.put("verdict", step.verdict().code());
        return view;
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    static Map<String, Object> verdict(Verdict verdict) {
        var view = new LinkedHashMap<String, Object>();
        view.put("reason", verdict.reason().orElse(null));
        view.put("sentence", verdict.sentence());
        view.put("blame", verdict.blame().orElse(null));
        view.put("decidedBy", verdict.decidedBy().map(TraceView::step).orElse(null));
        view.put("whatToChange", verdict.whatToChange());
        return view;
    }

    private static Map<String, Object> ladder(Ladder ladder) {
        return Map.of("messages", ladder.rungs().stream().map(TraceView::rung).toList(), "omitted", ladder.omitted());
    }

    private static Map<String, Object> rung(Rung rung) {
        var view = new LinkedHashMap<String, Object>();
        view.put("atMs", rung.atMillis());
        view.put("way", rung.way().code());
        view.put("peer", rung.peer());
        view.put("transport", rung.transport().toLowerCase(java.util.Locale.ROOT));
        view.put("summary", rung.startLine());
        view.put("times", rung.times());
        view.put("lastAtMs", rung.lastMillis());
        view.put("text", rung.text());
        return view;
    }
}
