package chorus.fake.voximplant;

import java.util.Optional;

/// Something in the cloud that sound comes from and goes to, 20 ms at a time.
interface SoundUnit {
    /// What comes from it in these 20 ms; empty: nothing.
    Optional<byte[]> produce();

    /// @param sound of what is routed here, empty when there is none
    void consume(Optional<byte[]> sound);

    /// The route from a unit to here begins.
    default void routed(String encoding) {}

    /// It ends.
    default void unrouted() {}
}
