package chorus.store;

import chorus.call.Call;
import chorus.call.Direction;
import chorus.phonebook.AddressRange;
import chorus.phonebook.Agent;
import chorus.phonebook.AgentRuntime;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Takeover;
import chorus.phonebook.Trunk;
import chorus.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Things to store.
final class Samples {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Samples() {}

    static Agent agent(UUID organization) {
        return agent(organization, new AgentRuntime.Builtin());
    }

    static Agent agent(UUID organization, AgentRuntime runtime) {
        return new Agent(
                UUID.randomUUID(),
                organization,
                "Reception",
                true,
                true,
                Duration.ofMinutes(10),
                Agent.FirstSpeaker.AGENT,
                Optional.of("Hello, how can I help?"),
                true,
                false,
                Duration.ofMillis(250),
                Optional.empty(),
                Optional.of(URI.create("https://example.com/hold.mp3")),
                Optional.of(URI.create("https://example.com/done")),
                Optional.of(Secret.of("webhook-secret-value")),
                Optional.of("en"),
                Optional.empty(),
                runtime,
                NOON,
                NOON);
    }

    static AgentRuntime.WebSocket webSocket() {
        return new AgentRuntime.WebSocket(
                URI.create("wss://agent.example.com/stream"),
                Map.of("Authorization", Secret.of("Bearer header-secret-value")));
    }

    static PhoneNumber number(UUID organization, String number, Trunk trunk, Optional<UUID> agent) {
        return new PhoneNumber(
                UUID.randomUUID(),
                organization,
                Optional.of("Main line"),
                number,
                trunk,
                agent,
                Map.of("site", "Berlin", "floor", 3),
                NOON,
                NOON);
    }

    static Trunk.SipAllowlist allowlist(String source) {
        return new Trunk.SipAllowlist(AddressRange.parse(source), 5060, Trunk.Transport.UDP);
    }

    static Trunk.SipRegistration registration(String registrar) {
        return new Trunk.SipRegistration(
                "1001",
                Secret.of("sip-password-value"),
                registrar,
                5060,
                Optional.of("proxy.example.com"),
                Optional.empty(),
                Trunk.Transport.TCP);
    }

    static Trunk.Twilio twilio() {
        return new Trunk.Twilio(
                "AC" + "0".repeat(32),
                Secret.of("twilio-token-value"),
                Optional.of(Secret.of("secondary-token-value")),
                Optional.of(new Trunk.TwilioKey("SK" + "0".repeat(32), Secret.of("key-password-value"))),
                Optional.of(new Trunk.TwilioRegion("ie1", "dublin")));
    }

    /// Of a number that is gone.
    static Takeover takeover() {
        return new Takeover(
                UUID.fromString("00000000-0000-4000-8000-000000000001"),
                UUID.fromString("00000000-0000-4000-8000-000000000002"),
                "+12025550199",
                twilio(),
                "PN" + "0".repeat(32),
                Map.of("VoiceUrl", "https://user:url-password-value@before.example.com/", "TrunkSid", ""),
                Map.of("VoiceUrl", "https://chorus.example.com/twilio/voice"),
                NOON);
    }

    static Call call(UUID organization, Instant at) {
        return call(organization, "+12025550100", at);
    }

    static Call call(UUID organization, String dialled, Instant at) {
        return new Call(
                UUID.randomUUID(),
                organization,
                Optional.of(UUID.randomUUID()),
                Optional.of(UUID.randomUUID()),
                "CA" + "1".repeat(32),
                "sip",
                Direction.INBOUND,
                "+442071838750",
                dialled,
                Map.of("name", "Ada"),
                Map.of(),
                at);
    }
}
