package chorus.provider;

/// How a line stands after it was looked at; each with one sentence or two.
public sealed interface Standing {
    record Ready(String why) implements Standing {}

    /// Somebody has to act.
    record Failed(String why) implements Standing {}

    /// The network could not be asked: nothing new is known, and it is tried again.
    record Unsettled(String why) implements Standing {}
}
