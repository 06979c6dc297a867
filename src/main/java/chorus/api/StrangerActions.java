package chorus.api;

import chorus.doctor.Acquaintance;
import chorus.phonebook.Page;
import chorus.phonebook.Stranger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Those who were not let in, shown to whom they may belong.
final class StrangerActions {
    private final ApiParts parts;

    StrangerActions(ApiParts parts) {
        this.parts = parts;
    }

    Map<String, Action> all() {
        return Map.of("listStrangers", this::list);
    }

    private Answer list(Request request) {
        var operator = request.caller().operator();
        var own = Own.of(request, parts.numbers());
        var shown = parts.providers().strangers().stream()
                .map(stranger -> operator ? stranger : Acquaintance.shownTo(own, stranger))
                .map(stranger -> new Shown(stranger, Acquaintance.hint(stranger, own)))
                .filter(each -> operator || each.hint().isPresent())
                .toList();
        var page = shown.stream().skip(request.offset()).limit(request.limit()).toList();
        return Answer.page(new Page<>(page, shown.size(), request.limit(), request.offset()), Shown::view);
    }

    private record Shown(Stranger stranger, Optional<String> hint) {
        @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
        Map<String, Object> view() {
            var view = new LinkedHashMap<String, Object>();
            view.put("address", stranger.address().getHostAddress());
            view.put("transport", stranger.transport().toLowerCase(Locale.ROOT));
            view.put("cause", stranger.cause().code());
            view.put("count", stranger.count());
            view.put("firstAt", stranger.first().toString());
            view.put("lastAt", stranger.last().toString());
            view.put("dialled", stranger.dialled());
            view.put("userAgent", stranger.userAgent().isEmpty() ? null : stranger.userAgent());
            view.put("hint", hint.orElse(null));
            return view;
        }
    }
}
