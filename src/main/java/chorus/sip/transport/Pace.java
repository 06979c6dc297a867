package chorus.sip.transport;

import java.time.Duration;

/// How often a flow is kept alive (RFC 5626 §4.4.1), and how long an answer may take.
public record Pace(Duration interval, Duration answer) {
    public static final Pace STANDARD = new Pace(Duration.ofSeconds(25), Duration.ofSeconds(10));
}
