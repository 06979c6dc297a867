package chorus.sip.dialog;

/// A call of ours that is not answered yet. Safe from any thread.
public interface Calling {
    /// Takes the call back (CANCEL, as soon as §9.1 allows). The listener then hears that it failed as canceled, unless
    /// it was told of an answer before. Calling it again does nothing.
    void cancel();
}
