package chorus.sip.sdp;

import java.util.Locale;
import java.util.Optional;

/// One payload format: its name, clock rate and the RTP payload type that stands for it.
///
/// @param parameters the value of its `a=fmtp`, if it has one
public record Codec(String name, int payloadType, int clockRate, Optional<String> parameters) {
    public static final Codec PCMU = new Codec("PCMU", 0, 8000, Optional.empty());
    public static final Codec PCMA = new Codec("PCMA", 8, 8000, Optional.empty());

    /// Wideband sound. Its clock is written as 8000 though it has 16,000 samples a second (RFC 3551 §4.5.2).
    public static final Codec G722 = new Codec("G722", 9, 8000, Optional.empty());

    /// Silence described by the loudness of its noise (RFC 3389).
    public static final Codec COMFORT_NOISE = new Codec("CN", 13, 8000, Optional.empty());

    /// Keys pressed, as RFC 4733 carries them; 101 is what most of the world uses.
    public static final Codec TELEPHONE_EVENT = new Codec("telephone-event", 101, 8000, Optional.of("0-16"));

    public Codec {
        if (payloadType < 0 || payloadType > 127 || clockRate < 1) {
            throw new IllegalArgumentException("A codec has a payload type of 0 to 127 and a clock rate.");
        }
    }

    /// The same format, whatever number stands for it.
    boolean isSameAs(Codec other) {
        return clockRate == other.clockRate && name.equalsIgnoreCase(other.name);
    }

    boolean isTelephoneEvent() {
        return name.toLowerCase(Locale.ROOT).equals("telephone-event");
    }

    boolean isComfortNoise() {
        return name.equalsIgnoreCase(COMFORT_NOISE.name) && clockRate == COMFORT_NOISE.clockRate;
    }

    /// Whether it carries what somebody says, rather than what goes along with it.
    public boolean isSound() {
        return !isTelephoneEvent() && !name.equalsIgnoreCase(COMFORT_NOISE.name);
    }

    Codec numbered(int type) {
        return new Codec(name, type, clockRate, parameters);
    }
}
