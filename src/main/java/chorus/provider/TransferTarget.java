package chorus.provider;

/// To whom the far side of a leg is handed.
public sealed interface TransferTarget {
    /// Somebody whom the network calls: E.164, or an extension of the trunk's PBX.
    record Dialled(String to) implements TransferTarget {}

    /// Whoever is at the far side of another answered leg of the same provider, in our place.
    record InPlaceOf(Leg other) implements TransferTarget {}
}
