package chorus.provider;

/// What came of asking the network to connect the far side of a leg with somebody else.
public sealed interface TransferOutcome {
    /// They are connected, and the network said so.
    record Transferred() implements TransferOutcome {}

    /// The network does not do it for us: nobody was called.
    record Refused(int status, String phrase) implements TransferOutcome {}

    /// The network tried, and the target did not take the call.
    record Failed(int status, String phrase) implements TransferOutcome {}

    /// Nobody told how it ended.
    record TimedOut(String why) implements TransferOutcome {}

    /// This leg's network knows no transfers.
    record NotSupported(String why) implements TransferOutcome {}
}
