package chorus.agent.builtin;

import chorus.audio.AudioFormat;
import chorus.audio.G711;
import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.audio.AudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import java.io.ByteArrayOutputStream;

/// FreeTTS's voice of 8,000 samples a second. One sentence at a time; loading two at the same time fails.
final class Kevin {
    private final Voice voice = new KevinVoiceDirectory().getVoices()[0];
    private final Memory memory = new Memory();

    Kevin() {
        voice.setAudioPlayer(memory);
        voice.allocate();
    }

    /// The sentence as µ-law; nothing when there is nothing to pronounce.
    byte[] speak(String sentence) {
        memory.samples.reset();
        voice.speak(sentence);
        return memory.pcmu();
    }

    /// Takes 16-bit big-endian samples instead of playing them.
    private static final class Memory implements AudioPlayer {
        private final ByteArrayOutputStream samples = new ByteArrayOutputStream();
        private javax.sound.sampled.AudioFormat format = new javax.sound.sampled.AudioFormat(8000, 16, 1, true, true);

        byte[] pcmu() {
            var linear = samples.toByteArray();
            var sound = new byte[linear.length / 2];
            for (var i = 0; i < sound.length; i++) {
                sound[i] = G711.code(AudioFormat.PCMU, (short) (linear[2 * i] << 8 | (linear[2 * i + 1] & 0xFF)));
            }
            return sound;
        }

        @Override
        public boolean write(byte[] bytes) {
            return write(bytes, 0, bytes.length);
        }

        @Override
        public boolean write(byte[] bytes, int offset, int length) {
            samples.write(bytes, offset, length);
            return true;
        }

        @Override
        public void setAudioFormat(javax.sound.sampled.AudioFormat newFormat) {
            format = newFormat;
        }

        @Override
        public javax.sound.sampled.AudioFormat getAudioFormat() {
            return format;
        }

        @Override
        public void begin(int size) {}

        @Override
        public boolean end() {
            return true;
        }

        @Override
        public boolean drain() {
            return true;
        }

        @Override
        public float getVolume() {
            return 1;
        }

        @Override
        public void setVolume(float volume) {}

        @Override
        public long getTime() {
            return 0;
        }

        @Override
        public void resetTime() {}

        @Override
        public void startFirstSampleTimer() {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void reset() {}

        @Override
        public void cancel() {}

        @Override
        public void close() {}

        @Override
        public void showMetrics() {}
    }
}
