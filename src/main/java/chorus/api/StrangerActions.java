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

    /// What concerns nobody is shown to the operator alone; hints cost a look at every number.
    private Answer list(Request request) {
        var own = Own.of(request, parts.numbers());
        var all = parts.providers().strangers();
        var shown = request.caller().operator()
                ? all
                : all.stream()
                        .map(stranger -> Acquaintance.shownTo(own, stranger))
                        .filter(stranger -> Acquaintance.hint(stranger, own).isPresent())
                        .toList();
        var page = shown.stream().skip(request.offset()).limit(request.limit()).toList();
        return Answer.page(
                new Page<>(page, shown.size(), request.limit(), request.offset()),
                stranger -> view(stranger, Acquaintance.hint(stranger, own)));
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static Map<String, Object> view(Stranger stranger, Optional<String> hint) {
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
