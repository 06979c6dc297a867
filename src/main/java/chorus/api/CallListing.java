package chorus.api;

import chorus.call.CallHistory;
import chorus.call.CallHistory.Filter;
import chorus.call.CallHistory.Mark;
import chorus.call.CallHistory.Span;
import chorus.call.CallRecord;
import chorus.call.CallState;
import chorus.call.Direction;
import chorus.phonebook.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// The list of calls, narrowed and leafed through.
final class CallListing {
    private final ApiParts parts;

    CallListing(ApiParts parts) {
        this.parts = parts;
    }

    Map<String, Action> all() {
        return Map.of("listCalls", this::list);
    }

    private Answer list(Request request) {
        var behind = request.text("after").flatMap(CallListing::mark);
        if (behind.isEmpty() && request.text("after").isPresent()) {
            return Answer.invalid("after", "must be the nextCursor of an answer");
        }
        var include = request.text("include").orElse("trace");
        var span = new Span(
                request.limit(),
                request.offset(),
                behind,
                include.equals("trace") || include.equals("all"),
                include.equals("transcript") || include.equals("all"));
        var page = parts.calls().list(request.organization(), filter(request), span);
        var serving = serving(request, page);
        return Answer.page(
                page,
                entry -> CallView.of(
                        entry,
                        CallActions.queuePosition(parts, entry),
                        serving.getOrDefault(entry.call().id(), List.of())),
                next(page));
    }

    /// The calls that served transfers of those on the page, by these.
    private Map<UUID, List<CallRecord>> serving(Request request, Page<CallRecord> page) {
        var ids = page.items().stream().map(entry -> entry.call().id()).toList();
        return parts.calls().transfersOf(request.organization(), ids).stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.call().parentCallId().orElseThrow()));
    }

    private static Filter filter(Request request) {
        return new Filter(
                request.uuid("phoneNumberId"),
                request.uuid("agentId"),
                request.text("direction")
                        .flatMap(word -> Arrays.stream(Direction.values())
                                .filter(way -> way.code().equals(word))
                                .findFirst()),
                request.text("status")
                        .flatMap(word -> Arrays.stream(CallState.values())
                                .filter(state -> state.code().equals(word))
                                .findFirst()),
                request.text("endedReason"),
                request.text("blame"),
                request.text("search").map(String::strip).filter(part -> !part.isEmpty()),
                request.instant("createdAfter"),
                request.instant("createdBefore"));
    }

    private static Optional<String> next(Page<CallRecord> page) {
        return page.items().size() < page.limit()
                ? Optional.empty()
                : Optional.of(page.items().getLast())
                        .map(last -> cursor(last.call().createdAt(), last.call().id()));
    }

    private static String cursor(Instant at, UUID id) {
        var text = ChronoUnit.MICROS.between(Instant.EPOCH, at) + "." + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<CallHistory.Mark> mark(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            var dot = text.indexOf('.');
            var at = Instant.EPOCH.plus(Long.parseLong(text.substring(0, Math.max(0, dot))), ChronoUnit.MICROS);
            return Optional.of(new Mark(at, UUID.fromString(text.substring(dot + 1))));
        } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }
}
