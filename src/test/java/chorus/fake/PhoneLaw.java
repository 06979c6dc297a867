package chorus.fake;

import java.util.Arrays;

/// One law of G.711 as a [SipPhone] speaks it, and what sounds how: slow, plain and surely right.
enum PhoneLaw {
    MU,
    A;

    private static final double LOUD = 500;

    static PhoneLaw of(int payloadType) {
        return payloadType == 8 ? A : MU;
    }

    byte quiet() {
        return this == A ? (byte) 0xD5 : (byte) 0xFF;
    }

    byte[] silence(int samples) {
        var payload = new byte[samples];
        Arrays.fill(payload, quiet());
        return payload;
    }

    byte[] encode(short[] samples) {
        var bytes = new byte[samples.length];
        for (var i = 0; i < samples.length; i++) {
            bytes[i] = nearest(samples[i]);
        }
        return bytes;
    }

    boolean isLoud(byte[] payload) {
        return loudness(payload) > LOUD;
    }

    boolean isSilent(byte[] payload) {
        return loudness(payload) < LOUD / 5;
    }

    /// How much of the energy lies at this frequency (Goertzel), 0 where it is quiet.
    double share(byte[] payload, double hertz) {
        var step = 2 * Math.cos(2 * Math.PI * hertz / 8000);
        var one = 0.0;
        var two = 0.0;
        var energy = 0.0;
        for (var octet : payload) {
            var sample = sample(octet);
            var next = sample + step * one - two;
            two = one;
            one = next;
            energy += (double) sample * sample;
        }
        var power = (one * one + two * two - step * one * two) / payload.length * 2;
        return isLoud(payload) ? power / energy : 0;
    }

    /// The root of the mean square.
    double loudness(byte[] payload) {
        var sum = 0.0;
        for (var octet : payload) {
            var sample = sample(octet);
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / payload.length);
    }

    private int sample(byte octet) {
        return this == A ? fromALaw(octet) : fromMuLaw(octet);
    }

    /// The code whose sample is nearest.
    private byte nearest(int sample) {
        var best = (byte) 0;
        var distance = Integer.MAX_VALUE;
        for (var code = 0; code < 256; code++) {
            var there = Math.abs(sample - sample((byte) code));
            if (there < distance) {
                distance = there;
                best = (byte) code;
            }
        }
        return best;
    }

    private static int fromMuLaw(byte octet) {
        var code = ~octet & 0xFF;
        var magnitude = (((code & 0x0F) << 3) + 0x84) << ((code & 0x70) >> 4);
        return (code & 0x80) != 0 ? 0x84 - magnitude : magnitude - 0x84;
    }

    private static int fromALaw(byte octet) {
        var code = (octet ^ 0x55) & 0xFF;
        var segment = (code & 0x70) >> 4;
        var magnitude = ((code & 0x0F) << 4) + 8;
        magnitude = segment == 0 ? magnitude : (magnitude + 0x100) << (segment - 1);
        return (code & 0x80) != 0 ? magnitude : -magnitude;
    }
}
