package chorus.call;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/// What is known of a call beside its progress.
///
/// @param networkAnswer how the network answered a call that we placed
/// @param firstAudio    from the network's answer to the agent's first sound on its way
/// @param quality       of the sound, once the call was answered and is over
/// @param charge        what it costs; absent when its number has no price
/// @param transfer      the last transfer of it
/// @param networkCost   what the network charged, in the currency of the account there; absent where it did not tell
/// @param talk          who spoke when, once it is over
public record CallFacts(
        Optional<NetworkAnswer> networkAnswer,
        Optional<Duration> firstAudio,
        Optional<Quality> quality,
        Optional<Charge> charge,
        Optional<Transfer> transfer,
        Optional<BigDecimal> networkCost,
        Optional<Talk> talk) {
    public static final CallFacts NONE =
            new CallFacts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// Before the network has told what it charges, and nobody has listened to who spoke when.
    public CallFacts(
            Optional<NetworkAnswer> networkAnswer,
            Optional<Duration> firstAudio,
            Optional<Quality> quality,
            Optional<Charge> charge,
            Optional<Transfer> transfer) {
        this(networkAnswer, firstAudio, quality, charge, transfer, Optional.empty(), Optional.empty());
    }

    /// Without a transfer.
    public CallFacts(
            Optional<NetworkAnswer> networkAnswer,
            Optional<Duration> firstAudio,
            Optional<Quality> quality,
            Optional<Charge> charge) {
        this(networkAnswer, firstAudio, quality, charge, Optional.empty());
    }
}
