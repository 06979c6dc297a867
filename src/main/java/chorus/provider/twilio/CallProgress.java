package chorus.provider.twilio;

import java.util.Optional;

/// The news of one call, put in order: they come as separate requests, late, twice, out of order or not at all.
///
/// What is older than what is known already changes nothing, unless it is an end; and nothing follows an end.
final class CallProgress {
    private long latest = -1;
    private Optional<CallStatus> status = Optional.empty();

    /// @param sequence Twilio's `SequenceNumber`; -1 where it gave none
    /// @return whether that is news
    synchronized boolean told(long sequence, CallStatus news) {
        var known = status.map(CallStatus::isFinal).orElse(false);
        var older = (sequence >= 0 && sequence <= latest) || status.equals(Optional.of(news));
        if (known || (older && !news.isFinal())) {
            return false;
        }
        latest = Math.max(latest, sequence);
        status = Optional.of(news);
        return true;
    }

    synchronized Optional<CallStatus> status() {
        return status;
    }
}
