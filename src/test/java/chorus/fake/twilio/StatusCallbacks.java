package chorus.fake.twilio;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Who is told how a call gets on: requests of their own, each numbered.
final class StatusCallbacks {
    private final TwilioCloud cloud;
    private final String url;
    private final Set<String> events;
    private final boolean numbered;
    private int sequence;

    /// @param events   `initiated`, `ringing`, `answered`, `completed`
    /// @param numbered as those of the Calls API are; a number's own come once and without a number
    StatusCallbacks(TwilioCloud cloud, String url, Set<String> events, boolean numbered) {
        this.cloud = cloud;
        this.url = url;
        this.events = events;
        this.numbered = numbered;
    }

    synchronized void tell(String event, Map<String, String> parameters) {
        if (url.isEmpty() || !events.contains(event)) {
            return;
        }
        var news = new LinkedHashMap<>(parameters);
        if (numbered) {
            news.put("CallbackSource", "call-progress-events");
            news.put("SequenceNumber", String.valueOf(sequence++));
        }
        news.put(
                "Timestamp",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC)));
        cloud.tell(url, news);
    }
}
