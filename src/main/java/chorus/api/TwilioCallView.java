package chorus.api;

import chorus.call.CallRecord;
import chorus.call.CallState;
import chorus.call.Direction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A call as Twilio's API shows one: same names, same words, dates as in RFC 2822.
final class TwilioCallView {
    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private TwilioCallView() {}

    static Map<String, Object> of(CallRecord record, String accountSid) {
        var call = record.call();
        var inbound = call.direction() == Direction.INBOUND;
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("sid", call.callSid());
        shown.put("account_sid", accountSid);
        shown.put("status", status(record.state()));
        shown.put("direction", inbound ? "inbound" : "outbound-api");
        shown.put("from", inbound ? call.customerNumber() : call.ownNumber());
        shown.put("to", inbound ? call.ownNumber() : call.customerNumber());
        shown.put("date_created", date(Optional.of(call.createdAt())));
        shown.put("start_time", date(record.startedAt()));
        shown.put("end_time", date(record.endedAt()));
        shown.put(
                "duration",
                record.state().isFinal() ? Long.toString(record.duration().toSeconds()) : null);
        shown.put("price", null);
        shown.put("answered_by", null);
        shown.put("parent_call_sid", null);
        shown.put("phone_number_sid", null);
        shown.put("api_version", "2010-04-01");
        shown.put("uri", "/2010-04-01/Accounts/" + accountSid + "/Calls/" + call.callSid() + ".json");
        return java.util.Collections.unmodifiableMap(shown);
    }

    private static String status(CallState state) {
        return state.code();
    }

    private static @Nullable String date(Optional<Instant> time) {
        return time.map(RFC_2822::format).orElse(null);
    }
}
