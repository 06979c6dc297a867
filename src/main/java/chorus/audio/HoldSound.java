package chorus.audio;

/// What a caller hears who was put on hold.
public enum HoldSound {
    /// A few soft bars, again and again.
    MUSIC,
    /// The noise of a quiet line, which tells that it is not dead.
    NOISE,
    SILENCE
}
