package chorus.agent.builtin;

/// G.711 µ-law, as much of it as speaking and listening need.
final class MuLaw {
    private static final int BIAS = 0x84;
    private static final int CLIP = 32_635;
    private static final short[] LINEAR = new short[256];

    static {
        for (var code = 0; code < 256; code++) {
            var bits = ~code & 0xFF;
            var magnitude = ((((bits & 0x0F) << 3) | BIAS) << ((bits >> 4) & 7)) - BIAS;
            LINEAR[code] = (short) ((bits & 0x80) == 0 ? magnitude : -magnitude);
        }
    }

    private MuLaw() {}

    static short linear(byte code) {
        return LINEAR[code & 0xFF];
    }

    static byte code(int sample) {
        var magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
        var segment = 24 - Integer.numberOfLeadingZeros(magnitude);
        var bits = (sample < 0 ? 0x80 : 0) | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0F);
        return (byte) ~bits;
    }
}
