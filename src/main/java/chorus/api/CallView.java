package chorus.api;

import chorus.call.CallFacts;
import chorus.call.CallRecord;
import chorus.call.Charge;
import chorus.call.Moment;
import chorus.call.NetworkAnswer;
import chorus.call.Quality;
import chorus.call.Talk;
import chorus.call.Transfer;
import chorus.call.Utterance;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A call as the API shows it.
final class CallView {
    private CallView() {}

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    static Map<String, Object> of(CallRecord entry, OptionalInt queuePosition, List<CallRecord> serving) {
        var call = entry.call();
        var view = new LinkedHashMap<String, Object>();
        view.put("id", call.id().toString());
        view.put("organizationId", call.organizationId().toString());
        view.put("agentId", text(call.agentId()));
        view.put("phoneNumberId", text(call.phoneNumberId()));
        view.put("callSid", call.callSid());
        view.put("provider", call.provider());
        view.put("direction", call.direction().code());
        view.put("status", entry.state().code());
        view.put("customerNumber", call.customerNumber());
        view.put("durationSeconds", entry.duration().toSeconds());
        put(entry.facts(), view);
        view.put("queuePosition", queuePosition.isPresent() ? queuePosition.getAsInt() : null);
        view.put("recordingUrl", null);
        view.put("turnCount", entry.turnCount());
        view.put("transcript", entry.transcript().stream().map(CallView::said).toList());
        view.put("analysis", null);
        view.put("endedReason", text(entry.endedReason()));
        view.put("endedMessage", text(entry.endedSentence()));
        view.put("blame", text(entry.blame()));
        view.put("trace", TraceView.steps(entry.trace()));
        view.put("attempts", entry.attempts());
        view.put("contextVariables", call.contextVariables());
        view.put("metadata", call.metadata());
        view.put("parentCallId", text(call.parentCallId()));
        put(entry.facts().transfer(), view);
        view.put(
                "transferCalls",
                serving.stream()
                        .map(each -> serving(each, entry.facts().transfer()))
                        .toList());
        view.put("startedAt", text(entry.startedAt()));
        view.put("endedAt", text(entry.endedAt()));
        view.put("createdAt", call.createdAt().toString());
        return view;
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static void put(CallFacts facts, Map<String, Object> view) {
        view.put("cost", facts.charge().map(CallView::cost).orElse(BigDecimal.ZERO));
        view.put("networkCost", facts.networkCost().map(CallView::plain).orElse(null));
        view.put("sipCode", facts.networkAnswer().map(NetworkAnswer::code).orElse(null));
        view.put("sipPhrase", facts.networkAnswer().map(NetworkAnswer::phrase).orElse(null));
        view.put("quality", facts.quality().map(CallView::quality).orElse(null));
        view.put("timeline", facts.talk().map(CallView::timeline).orElse(null));
        view.put("turns", facts.talk().flatMap(Talk::turns).map(CallView::turns).orElse(null));
        view.put("firstAudioMs", facts.firstAudio().map(Duration::toMillis).orElse(null));
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static void put(Optional<Transfer> transfer, Map<String, Object> view) {
        view.put("transferType", transfer.map(each -> each.type().code()).orElse(null));
        view.put("transferStatus", transfer.map(each -> each.status().code()).orElse(null));
    }

    /// A call that served a transfer, within the one that was transferred.
    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static Map<String, Object> serving(CallRecord entry, Optional<Transfer> transfer) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", entry.call().id().toString());
        put(transfer, view);
        view.put("status", entry.state().code());
        view.put("customerNumber", entry.call().customerNumber());
        view.put("durationSeconds", entry.duration().toSeconds());
        view.put("recordingUrl", null);
        view.put("transcript", List.of());
        view.put("cost", entry.facts().charge().map(CallView::cost).orElse(BigDecimal.ZERO));
        view.put("startedAt", text(entry.startedAt()));
        view.put("endedAt", text(entry.endedAt()));
        return view;
    }

    private static Map<String, Object> quality(Quality quality) {
        var view = new LinkedHashMap<String, Object>();
        view.put("packetsSent", quality.packetsSent());
        view.put("packetsReceived", quality.packetsReceived());
        view.put("packetsLost", quality.packetsLost());
        view.put("packetsRefused", quality.packetsRefused());
        view.put("roundTripMs", quality.roundTrip().map(CallView::millis).orElse(null));
        view.put("here", quality.here().map(CallView::hearing).orElse(null));
        view.put("there", quality.there().map(CallView::hearing).orElse(null));
        return view;
    }

    private static Map<String, Object> hearing(Quality.Hearing hearing) {
        var view = new LinkedHashMap<String, Object>();
        view.put("mos", Math.round(hearing.mos() * 100) / 100.0);
        view.put("lossPercent", Math.round(hearing.lossPercent() * 100) / 100.0);
        view.put("jitterMs", millis(hearing.jitter()));
        return view;
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 100_000.0) / 10.0;
    }

    /// A number without the zeros behind it, and never with an exponent.
    private static BigDecimal cost(Charge charge) {
        return plain(charge.amount());
    }

    private static BigDecimal plain(BigDecimal amount) {
        var bare = amount.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }

    private static List<Map<String, Object>> timeline(Talk talk) {
        return talk.moments().stream().map(CallView::moment).toList();
    }

    private static Map<String, Object> moment(Moment moment) {
        var view = new LinkedHashMap<String, Object>();
        view.put("what", moment.kind().code());
        view.put("atMs", moment.atMillis());
        view.put("untilMs", moment.untilMillis());
        view.put("detail", moment.detail());
        return view;
    }

    private static Map<String, Object> turns(Talk.Turns turns) {
        var view = new LinkedHashMap<String, Object>();
        view.put("count", turns.count());
        view.put("p50Ms", turns.halfMillis());
        view.put("p95Ms", turns.mostMillis());
        view.put("maxMs", turns.longestMillis());
        return view;
    }

    private static Map<String, Object> said(Utterance utterance) {
        return Map.of("role", utterance.role().code(), "content", utterance.content());
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
