package chorus.provider.twilio;

/// How a line stands after it was looked at; each with one sentence or two.
sealed interface Standing {
    record Ready(String why) implements Standing {}

    /// Somebody has to act.
    record Failed(String why) implements Standing {}

    /// Twilio could not be asked: nothing new is known, and it is tried again.
    record Unsettled(String why) implements Standing {}
}
