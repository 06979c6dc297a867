package chorus.api;

import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumberForm;
import chorus.provider.Providers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// A phone number as the API shows it, with how its line stands.
record NumberView(Providers providers) {
    private static final int LONGEST_HISTORY = 20;

    Map<String, Object> of(PhoneNumber number) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", number.id().toString());
        view.putAll(PhoneNumberForm.of(number).visible());
        view.put("line", line(providers.status(number)));
        view.put("createdAt", number.createdAt().toString());
        view.put("updatedAt", number.updatedAt().toString());
        return view;
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static Map<String, Object> line(LineStatus status) {
        var line = new LinkedHashMap<String, Object>();
        line.put("status", status.state().code());
        line.put("reason", status.why());
        line.put("since", status.since().toString());
        line.put("until", status.until().map(Instant::toString).orElse(null));
        line.put(
                "history",
                status.history().stream()
                        .limit(LONGEST_HISTORY)
                        .map(NumberView::change)
                        .toList());
        return line;
    }

    private static Map<String, Object> change(LineStatus.Change change) {
        var view = new LinkedHashMap<String, Object>();
        view.put("status", change.state().code());
        view.put("reason", change.why());
        view.put("at", change.at().toString());
        return view;
    }
}
