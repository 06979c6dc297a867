package chorus.call;

/// The last transfer of a call.
public record Transfer(TransferType type, TransferStatus status) {}
