package chorus.phonebook;

import chorus.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Who answers a number's calls: the telephony side of a voice agent.
public record Agent(
        UUID id,
        UUID organizationId,
        String name,
        boolean active,
        boolean allowEndCall,
        Duration maxCallDuration,
        FirstSpeaker firstSpeaker,
        Optional<String> greeting,
        boolean greetingEnabled,
        boolean firstMessageUninterruptible,
        Duration firstMessageDelay,
        Optional<String> holdMessage,
        Optional<URI> holdMusicUrl,
        Optional<URI> postCallWebhookUrl,
        Optional<Secret> postCallWebhookSecret,
        Optional<String> languageHint,
        Optional<String> systemPrompt,
        AgentRuntime runtime,
        Instant createdAt,
        Instant updatedAt) {
    public enum FirstSpeaker {
        USER,
        AGENT;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
