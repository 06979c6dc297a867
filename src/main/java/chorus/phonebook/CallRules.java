package chorus.phonebook;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What holds for the calls of one number.
///
/// @param ringTimeout        how long a call that we place may ring
/// @param callsPerSecond     calls begun in a second, at most
/// @param maxConcurrentCalls at once, both directions; absent: only the organization's limit holds
/// @param pricePerMinute     in the currency of the organization's balance; absent: the
///                           organization's
/// @param inboundHeaders     SIP headers of the caller's INVITE that the agent is told
public record CallRules(
        Duration ringTimeout,
        int callsPerSecond,
        Optional<Integer> maxConcurrentCalls,
        Optional<BigDecimal> pricePerMinute,
        List<String> inboundHeaders) {
    public static final CallRules STANDARD =
            new CallRules(Duration.ofSeconds(30), 1, Optional.empty(), Optional.empty(), List.of());

    public CallRules {
        inboundHeaders = List.copyOf(inboundHeaders);
    }

    CallRules priced(Optional<BigDecimal> perMinute) {
        return new CallRules(ringTimeout, callsPerSecond, maxConcurrentCalls, perMinute, inboundHeaders);
    }
}
