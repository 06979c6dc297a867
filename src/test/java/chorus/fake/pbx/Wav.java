package chorus.fake.pbx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes µ-law at 8,000 samples a second as a WAV file (format 7).
public final class Wav {
    private static final int HEADER = 44;

    private Wav() {}

    /// @return what there is to say about it
    public static String write(byte[] pcmu, Path file) {
        var wav = ByteBuffer.allocate(HEADER + pcmu.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(US_ASCII)).putInt(HEADER - 8 + pcmu.length).put("WAVEfmt ".getBytes(US_ASCII));
        wav.putInt(16).putShort((short) 7).putShort((short) 1).putInt(8000).putInt(8000);
        wav.putShort((short) 1)
                .putShort((short) 8)
                .put("data".getBytes(US_ASCII))
                .putInt(pcmu.length)
                .put(pcmu);
        try {
            Files.write(file, wav.array());
            return "%.1f s written to %s".formatted(pcmu.length / 8000.0, file);
        } catch (IOException e) {
            return "It could not be written to " + file + ": " + e.getMessage();
        }
    }
}
