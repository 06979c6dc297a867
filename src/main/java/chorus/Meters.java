package chorus;

import chorus.provider.sip.SipProvider;
import chorus.sip.transport.SipCounters;
import chorus.store.Store;
import chorus.switchboard.Switchboard;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/// What the rooms count, as metrics. No label holds anything that a stranger can choose.
final class Meters {
    private Meters() {}

    static void bind(MeterRegistry registry, Switchboard switchboard, SipProvider sip, Store store) {
        Gauge.builder("chorus_calls_running", switchboard, Switchboard::running)
                .description("Calls that run now.")
                .register(registry);
        for (var event : SipCounters.Event.values()) {
            FunctionCounter.builder(
                            "chorus_sip_messages",
                            sip,
                            provider -> provider.counters().of(event))
                    .description("SIP messages by what became of them.")
                    .tag("event", event.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        FunctionCounter.builder(
                        "chorus_unknown_numbers_unrecorded",
                        sip,
                        provider -> provider.unrecorded() + store.unrecordedUnknownNumbers())
                .description("Calls to unknown numbers that were only counted.")
                .register(registry);
    }
}
