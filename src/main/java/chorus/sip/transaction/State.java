package chorus.sip.transaction;

/// Where a transaction stands (§17.1.1, §17.1.2, §17.2.1, §17.2.2; ACCEPTED: RFC 6026).
enum State {
    NEW,
    CALLING,
    TRYING,
    PROCEEDING,
    /// A 2xx passed; what comes again is absorbed or passed on.
    ACCEPTED,
    COMPLETED,
    CONFIRMED,
    TERMINATED
}
