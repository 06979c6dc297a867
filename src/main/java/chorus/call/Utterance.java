package chorus.call;

import java.util.Locale;

/// One thing that was said, as the agent reported it.
public record Utterance(Role role, String content) {
    public enum Role {
        USER,
        AGENT;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
