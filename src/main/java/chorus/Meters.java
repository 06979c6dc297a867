package chorus;

import chorus.agent.NettyAgentStreams;
import chorus.agent.StreamCounts;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.Stranger;
import chorus.provider.sip.RegistrationCounts;
import chorus.provider.sip.SipProvider;
import chorus.sip.transport.SipCounters;
import chorus.store.Store;
import chorus.switchboard.Switchboard;
import chorus.web.Door;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What the rooms count, as metrics. No label holds anything that a stranger can choose.
final class Meters {
    private Meters() {}

    static void calls(MeterRegistry registry, Switchboard switchboard) {
        Gauge.builder("chorus_calls_running", switchboard, Switchboard::running)
                .description("Calls that run now.")
                .register(registry);
    }

    static void sip(MeterRegistry registry, SipProvider sip, Store store) {
        for (var event : SipCounters.Event.values()) {
            FunctionCounter.builder(
                            "chorus_sip_messages",
                            sip,
                            provider -> provider.counters().of(event))
                    .description("SIP messages by what became of them.")
                    .tag("event", event.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (var cause : Stranger.Cause.values()) {
            FunctionCounter.builder("chorus_sip_strangers", sip, provider -> provider.strangers(cause))
                    .description("What came from sources that were not let in, by what it was.")
                    .tag("cause", cause.code())
                    .register(registry);
        }
        FunctionCounter.builder(
                        "chorus_unknown_numbers_unrecorded",
                        sip,
                        provider -> provider.unrecorded() + store.unrecordedUnknownNumbers())
                .description("Calls to unknown numbers that were only counted.")
                .register(registry);
    }

    static void registrations(MeterRegistry registry, SipProvider sip) {
        for (var state : List.of(State.READY, State.CONNECTING, State.FAILED)) {
            Gauge.builder("chorus_registrations", sip, provider -> provider.registrations(state))
                    .description("Accounts at registrars by how they stand.")
                    .tag("status", state.code())
                    .register(registry);
        }
        for (var outcome : RegistrationCounts.Outcome.values()) {
            FunctionCounter.builder(
                            "chorus_registration_attempts",
                            sip,
                            provider -> provider.registrationCounts().of(outcome))
                    .description("Attempts to register by how they ended, and ways to registrars that broke.")
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    static void doors(MeterRegistry registry, List<Door> doors) {
        for (var door : doors) {
            FunctionCounter.builder("chorus_door_forbidden", door, Door::forbidden)
                    .description(
                            "Requests of phone networks, webhooks and sockets, that could not prove whose they are.")
                    .tag("door", door.prefix().replaceAll("^/|/$", ""))
                    .register(registry);
        }
    }

    static void agents(MeterRegistry registry, NettyAgentStreams streams) {
        stream(registry, streams, "opened", StreamCounts::opened, "Agents' streams that opened.");
        stream(registry, streams, "failed", StreamCounts::failed, "Agents' streams that did not open.");
        stream(registry, streams, "dropped_frames", StreamCounts::droppedFrames, "Frames an agent was too slow for.");
        stream(registry, streams, "bad_messages", StreamCounts::badMessages, "Messages that were not understood.");
    }

    private static void stream(
            MeterRegistry registry,
            NettyAgentStreams streams,
            String what,
            ToDoubleFunction<StreamCounts> count,
            String meaning) {
        FunctionCounter.builder("chorus_agent_streams_" + what, streams, each -> count.applyAsDouble(each.counts()))
                .description(meaning)
                .register(registry);
    }
}
