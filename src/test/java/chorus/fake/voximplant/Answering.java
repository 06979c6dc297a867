package chorus.fake.voximplant;

import java.time.Duration;

/// How somebody takes a call from the cloud.
///
/// @param code    what their network says: 200 is an answer, 0 rings for ever
/// @param ringing before that
/// @param machine whether an answering machine picks up
public record Answering(int code, Duration ringing, boolean machine) {
    /// By the last digits of the number: 86 is busy, 80 does not answer, 04 does not exist, 55 is an answering machine;
    /// others answer.
    static Answering of(String digits) {
        return switch (digits.substring(Math.max(0, digits.length() - 2))) {
            case "86" -> busy();
            case "80" -> never();
            case "04" -> failing(404);
            case "55" -> new Answering(200, Duration.ofMillis(300), true);
            default -> atOnce();
        };
    }

    public static Answering atOnce() {
        return after(Duration.ofMillis(300));
    }

    public static Answering after(Duration ringing) {
        return new Answering(200, ringing, false);
    }

    public static Answering busy() {
        return failing(486);
    }

    /// Rings until somebody gives up.
    public static Answering never() {
        return new Answering(0, Duration.ZERO, false);
    }

    public static Answering failing(int code) {
        return new Answering(code, Duration.ofMillis(200), false);
    }

    boolean answers() {
        return code == 200;
    }
}
