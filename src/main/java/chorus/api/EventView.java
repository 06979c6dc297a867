package chorus.api;

import chorus.call.Call;
import chorus.call.CallState;
import chorus.feed.Event;
import chorus.feed.News;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An event as it is sent: its fields are those of the thing it tells of, as far as it knows them.
final class EventView {
    private EventView() {}

    static String text(Event event) {
        var data = new String(Json.write(data(event.news())), StandardCharsets.UTF_8);
        return "event: " + type(event.news()) + "\nid: " + event.id() + "\ndata: " + data + "\n\n";
    }

    private static String type(News news) {
        return switch (news) {
            case News.CallCreated _ -> "call.created";
            case News.CallUpdated _ -> "call.updated";
            case News.CallEnded _ -> "call.ended";
            case News.LineChanged _ -> "line.updated";
            case News.BalanceChanged _ -> "balance.updated";
        };
    }

    private static Map<String, Object> data(News news) {
        return switch (news) {
            case News.CallCreated created -> call(created.call(), Optional.of(created.state()), Optional.empty());
            case News.CallUpdated updated -> updated(updated);
            case News.CallEnded ended -> ended(ended);
            case News.LineChanged(var number, var change) ->
                Map.of(
                        "phoneNumberId",
                        number.toString(),
                        "status",
                        change.state().code(),
                        "reason",
                        change.why(),
                        "at",
                        change.at().toString());
            case News.BalanceChanged(var balance) -> Money.view(balance);
        };
    }

    private static Map<String, Object> updated(News.CallUpdated updated) {
        var view = call(updated.call(), updated.state(), updated.startedAt());
        updated.transfer().ifPresent(transfer -> {
            view.put("transferType", transfer.type().code());
            view.put("transferStatus", transfer.status().code());
        });
        return view;
    }

    private static Map<String, Object> ended(News.CallEnded ended) {
        var view = call(ended.call(), Optional.of(ended.ending().state()), ended.startedAt());
        var duration = ended.startedAt()
                .map(start -> Duration.between(start, ended.endedAt()))
                .orElse(Duration.ZERO);
        view.put("durationSeconds", duration.toSeconds());
        view.put("endedAt", ended.endedAt().toString());
        view.put("endedReason", ended.ending().code());
        view.put("endedMessage", ended.ending().sentence());
        view.put("blame", ended.ending().blame().code());
        ended.cost().ifPresent(cost -> view.put("cost", cost));
        return view;
    }

    private static Map<String, Object> call(Call call, Optional<CallState> state, Optional<Instant> startedAt) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", call.id().toString());
        call.agentId().ifPresent(agent -> view.put("agentId", agent.toString()));
        call.phoneNumberId().ifPresent(number -> view.put("phoneNumberId", number.toString()));
        call.parentCallId().ifPresent(parent -> view.put("parentCallId", parent.toString()));
        view.put("provider", call.provider());
        view.put("direction", call.direction().code());
        view.put("customerNumber", call.customerNumber());
        state.ifPresent(known -> view.put("status", known.code()));
        startedAt.ifPresent(start -> view.put("startedAt", start.toString()));
        view.put("createdAt", call.createdAt().toString());
        return view;
    }
}
