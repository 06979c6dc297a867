package chorus.call;

/// Why a call is over: refused before it was answered, or ended after it began.
public sealed interface Ending permits Refusal, EndReason {
    /// The stable word of the API's `endedReason`.
    String code();

    Blame blame();

    /// One sentence for a person: what happened and, where it helps, what to change.
    String sentence();

    /// The status a call has when it ends so.
    CallState state();
}
