package chorus.sip.dialog;

/// Hears what becomes of a transfer. Called on the endpoint's loop; must not block.
public interface ReferListener {
    /// The far side has got so far: a provisional status of its call to the target.
    void progressed(int status, String phrase);

    /// The last word, exactly once.
    void done(Outcome outcome);

    /// How a transfer ended. That a REFER was accepted (202) is not among these: it says nothing about the target.
    sealed interface Outcome {}

    /// The far side told the final status of its call to the target: a 2xx is a success, anything else is not.
    record Reported(int status, String phrase) implements Outcome {}

    /// The far side does not do it.
    record Refused(int status, String phrase) implements Outcome {}

    /// Nobody told how it ended.
    ///
    /// @param accepted the far side said that it would try
    record Untold(boolean accepted, String why) implements Outcome {}
}
