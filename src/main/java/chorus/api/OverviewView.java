package chorus.api;

import chorus.call.CallFigures.Count;
import chorus.call.CallFigures.Latencies;
import chorus.call.CallFigures.Overview;
import chorus.call.CallFigures.Percentiles;
import chorus.call.Direction;
import chorus.call.Ending;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Figures as the API shows them.
record OverviewView(Overview overview) {
    Map<String, Object> totals() {
        return sums(overview.counts());
    }

    /// By reason and blame, the most frequent first.
    List<Map<String, Object>> endings() {
        return endings(overview.counts());
    }

    Map<String, Object> latency() {
        return latency(overview.latencies().stream()
                .filter(each -> each.step().isEmpty())
                .findFirst());
    }

    /// Every step, those in which nothing happened too.
    List<Map<String, Object>> buckets(Instant from, Instant to, Duration step) {
        var counts = overview.counts().stream().collect(Collectors.groupingBy(Count::step));
        var latencies = overview.latencies().stream()
                .filter(each -> each.step().isPresent())
                .collect(Collectors.toMap(each -> each.step().orElseThrow(), each -> each));
        var buckets = new ArrayList<Map<String, Object>>();
        for (var at = from; at.isBefore(to); at = at.plus(step)) {
            var here = counts.getOrDefault(at, List.of());
            var bucket = new LinkedHashMap<String, Object>();
            bucket.put("at", at.toString());
            bucket.putAll(sums(here));
            bucket.put("endings", endings(here));
            bucket.put("latency", latency(Optional.ofNullable(latencies.get(at))));
            buckets.add(bucket);
        }
        return buckets;
    }

    private static Map<String, Object> sums(List<Count> counts) {
        var view = new LinkedHashMap<String, Object>();
        var calls = counts.stream().mapToInt(Count::calls).sum();
        var answered = counts.stream().mapToInt(Count::answered).sum();
        var over = counts.stream().filter(count -> count.reason().isPresent()).toList();
        view.put("calls", calls);
        view.put("inbound", calls(counts, Direction.INBOUND));
        view.put("outbound", calls(counts, Direction.OUTBOUND));
        view.put("answered", answered);
        view.put(
                "notAnswered",
                over.stream()
                        .mapToInt(count -> count.calls() - count.answered())
                        .sum());
        view.put(
                "talkSeconds",
                counts.stream()
                        .map(Count::talked)
                        .reduce(Duration.ZERO, Duration::plus)
                        .toSeconds());
        view.put("spend", Money.text(counts.stream().map(Count::spent).reduce(BigDecimal.ZERO, BigDecimal::add)));
        return view;
    }

    private static int calls(List<Count> counts, Direction way) {
        return counts.stream()
                .filter(count -> count.direction() == way)
                .mapToInt(Count::calls)
                .sum();
    }

    private static List<Map<String, Object>> endings(List<Count> counts) {
        var byEnding = new LinkedHashMap<String, List<Count>>();
        counts.forEach(count -> count.reason()
                .ifPresent(reason -> byEnding.computeIfAbsent(
                                reason + "/" + count.blame().orElse(""), _ -> new ArrayList<>())
                        .add(count)));
        return byEnding.values().stream()
                .sorted((a, b) -> Integer.compare(calls(b), calls(a)))
                .map(OverviewView::ending)
                .toList();
    }

    private static int calls(List<Count> counts) {
        return counts.stream().mapToInt(Count::calls).sum();
    }

    private static Map<String, Object> ending(List<Count> counts) {
        var reason = counts.getFirst().reason().orElseThrow();
        var view = new LinkedHashMap<String, Object>();
        view.put("reason", reason);
        view.put("message", Ending.of(reason).map(Ending::sentence).orElse(reason));
        view.put("blame", counts.getFirst().blame().orElse("unknown"));
        view.put("status", Ending.of(reason).map(known -> known.state().code()).orElse("failed"));
        view.put("calls", calls(counts));
        return view;
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static Map<String, Object> latency(Optional<Latencies> latencies) {
        var view = new LinkedHashMap<String, Object>();
        view.put(
                "answerMs",
                latencies
                        .flatMap(Latencies::answer)
                        .map(OverviewView::percentiles)
                        .orElse(null));
        view.put(
                "firstAudioMs",
                latencies
                        .flatMap(Latencies::firstAudio)
                        .map(OverviewView::percentiles)
                        .orElse(null));
        view.put(
                "turnMs",
                latencies
                        .flatMap(Latencies::turn)
                        .map(OverviewView::percentiles)
                        .orElse(null));
        return view;
    }

    private static Map<String, Object> percentiles(Percentiles percentiles) {
        var view = new LinkedHashMap<String, Object>();
        view.put("p50", percentiles.half().toMillis());
        view.put("p95", percentiles.most().toMillis());
        view.put("p99", percentiles.nearlyAll().toMillis());
        return view;
    }
}
