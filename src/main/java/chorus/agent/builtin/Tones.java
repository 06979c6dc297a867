package chorus.agent.builtin;

import java.io.ByteArrayOutputStream;

/// What is heard where there is no voice.
final class Tones {
    private static final int SAMPLES_PER_SECOND = 8000;
    private static final int LOUDNESS = 8000;

    private Tones() {}

    /// Three falling notes: something was to be said.
    static byte[] falling() {
        var sound = new ByteArrayOutputStream();
        for (var hertz : new int[] {660, 550, 440}) {
            sound.writeBytes(note(hertz, 150));
        }
        return sound.toByteArray();
    }

    private static byte[] note(int hertz, int millis) {
        var note = new byte[SAMPLES_PER_SECOND / 1000 * millis];
        for (var i = 0; i < note.length; i++) {
            var edge = Math.min(1.0, Math.min(i, note.length - i) / 80.0); // 10 ms to swell, against clicks
            note[i] = MuLaw.code((int) (edge * LOUDNESS * Math.sin(2 * Math.PI * hertz * i / SAMPLES_PER_SECOND)));
        }
        return note;
    }
}
