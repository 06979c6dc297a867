package chorus.audio;

/// Writes the sound of one stream anew in another format, a byte for a byte, since all formats have eight a
/// millisecond.
///
/// One instance for one direction of one stream, for it may remember what was before. Owned by the media loop of the
/// call.
public sealed interface Transcoder {
    /// Writes `length` bytes. The arrays may be the same, at the same offset.
    void transcode(byte[] source, int offset, byte[] target, int targetOffset, int length);

    static Transcoder between(AudioFormat from, AudioFormat to) {
        if (from == to) {
            return new Laws(from, to);
        }
        if (from == AudioFormat.G722) {
            return new FromWide(to);
        }
        return to == AudioFormat.G722 ? new ToWide(from) : new Laws(from, to);
    }

    /// Between the laws of G.711, or from anything to itself.
    record Laws(AudioFormat from, AudioFormat to) implements Transcoder {
        @Override
        public void transcode(byte[] source, int offset, byte[] target, int targetOffset, int length) {
            G711.transcode(from, source, offset, to, target, targetOffset, length);
        }
    }

    /// From G.722: decoded, filtered to half the rate, compressed by a law.
    final class FromWide implements Transcoder {
        private final G722 decoder = new G722();
        private final HalfBand filter = new HalfBand();
        private final short[] pair = new short[2];
        private final AudioFormat law;

        private FromWide(AudioFormat law) {
            this.law = law;
        }

        @Override
        public void transcode(byte[] source, int offset, byte[] target, int targetOffset, int length) {
            for (int i = 0; i < length; i++) {
                decoder.decode(source[offset + i], pair, 0);
                target[targetOffset + i] = G711.code(law, filter.halved(pair[0], pair[1]));
            }
        }
    }

    /// To G.722: expanded, filtered to twice the rate, encoded.
    final class ToWide implements Transcoder {
        private final G722 encoder = new G722();
        private final HalfBand filter = new HalfBand();
        private final int[] pair = new int[2];
        private final AudioFormat law;

        private ToWide(AudioFormat law) {
            this.law = law;
        }

        @Override
        public void transcode(byte[] source, int offset, byte[] target, int targetOffset, int length) {
            for (int i = 0; i < length; i++) {
                filter.doubled(G711.linear(law, source[offset + i]), pair);
                target[targetOffset + i] = encoder.encode(SubBand.saturated(pair[0]), SubBand.saturated(pair[1]));
            }
        }
    }
}
