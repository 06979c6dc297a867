package chorus.api;

import chorus.phonebook.LineStatus;
import chorus.phonebook.Organization;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How an organization's calls went, as figures.
final class OverviewActions {
    private static final Duration STANDARD = Duration.ofDays(1);
    private static final int MOST_STEPS = 1_500;

    private static final Map<String, Duration> STEPS = Map.of(
            "minute", Duration.ofMinutes(1),
            "five-minutes", Duration.ofMinutes(5),
            "quarter-hour", Duration.ofMinutes(15),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1));

    private final ApiParts parts;

    OverviewActions(ApiParts parts) {
        this.parts = parts;
    }

    Map<String, Action> all() {
        return Map.of("getOverview", this::overview);
    }

    private Answer overview(Request request) {
        var to = request.instant("to").orElseGet(parts.clock()::instant).truncatedTo(ChronoUnit.MILLIS);
        var from = request.instant("from").orElseGet(() -> to.minus(STANDARD)).truncatedTo(ChronoUnit.MILLIS);
        var step = STEPS.getOrDefault(request.text("bucket").orElse("hour"), Duration.ofHours(1));
        if (!from.isBefore(to)) {
            return Answer.invalid("to", "must be later than from");
        }
        if (Duration.between(from, to).dividedBy(step) >= MOST_STEPS) {
            return Answer.invalid("bucket", "makes more than " + MOST_STEPS + " of them: take longer ones");
        }
        return Answer.ok(view(request, from, to, step));
    }

    private Map<String, Object> view(Request request, Instant from, Instant to, Duration step) {
        var organization = request.organization();
        var overview = parts.figures().over(organization, from, to, step);
        var figures = new OverviewView(overview);
        var view = new LinkedHashMap<String, Object>();
        view.put("from", from.toString());
        view.put("to", to.toString());
        view.put("bucketSeconds", step.toSeconds());
        view.put("now", now(request));
        view.put("lines", lines(request));
        parts.organizations().find(organization).map(Organization::balance).ifPresent(balance -> {
            view.put("balance", Money.view(balance));
        });
        view.put("totals", figures.totals());
        view.put("latency", figures.latency());
        view.put("endings", figures.endings());
        view.put("buckets", figures.buckets(from, to, step));
        return view;
    }

    private Map<String, Object> now(Request request) {
        var counted = parts.figures().now(request.organization());
        var view = new LinkedHashMap<String, Object>();
        view.put("queued", counted.getOrDefault(chorus.call.CallState.QUEUED, 0));
        view.put("ringing", counted.getOrDefault(chorus.call.CallState.RINGING, 0));
        view.put("inProgress", counted.getOrDefault(chorus.call.CallState.IN_PROGRESS, 0));
        return view;
    }

    private Map<String, Object> lines(Request request) {
        var view = new LinkedHashMap<String, Object>();
        for (var state : LineStatus.State.values()) {
            view.put(state.name().toLowerCase(Locale.ROOT), 0);
        }
        for (var number :
                parts.numbers().list(request.organization(), Own.MOST, 0).items()) {
            view.merge(parts.providers().status(number).state().code(), 1, (a, b) -> (Integer) a + (Integer) b);
        }
        return view;
    }
}
