package chorus.fake.twilio;

import java.time.Duration;

/// Somebody whom Twilio calls.
///
/// @param status  how the call ends: `completed` for one that is answered, `busy`, `no-answer`, `failed`
/// @param ringing before anything happens
/// @param talks   before it hangs up a call that was transferred to it
/// @param sip     what its network answers
public record Callee(String status, Duration ringing, Duration talks, int sip) {
    /// By the last digits of the number: 86 is busy, 80 does not answer, 04 does not exist, as SIP numbers them; others
    /// answer.
    static Callee of(String number) {
        return number.endsWith("86")
                ? busy()
                : number.endsWith("80") ? notAnswering() : number.endsWith("04") ? unreachable() : answering();
    }

    public static Callee answering() {
        return new Callee("completed", Duration.ofMillis(300), Duration.ofSeconds(2), 200);
    }

    public static Callee busy() {
        return new Callee("busy", Duration.ofMillis(200), Duration.ZERO, 486);
    }

    public static Callee notAnswering() {
        return new Callee("no-answer", Duration.ofMillis(500), Duration.ZERO, 480);
    }

    public static Callee unreachable() {
        return new Callee("failed", Duration.ofMillis(100), Duration.ZERO, 404);
    }

    /// Rings as long as it is let.
    public static Callee ringing(Duration howLong) {
        return new Callee("completed", howLong, Duration.ofSeconds(2), 200);
    }

    /// Answers soon, and talks so long.
    public static Callee talking(Duration howLong) {
        return new Callee("completed", Duration.ofMillis(300), howLong, 200);
    }

    boolean answers() {
        return status.equals("completed");
    }
}
