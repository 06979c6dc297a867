package chorus.interop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// Sound of 8,000 samples a second, read from and written to WAV files of 16 bit, one channel, at that rate or twice
/// it.
final class Recording {
    private static final int RATE = 8000;
    private static final int STEP = 160;
    private static final double LOUD = 500;

    private final short[] samples;

    private Recording(short[] samples) {
        this.samples = samples;
    }

    static Recording silence(Duration length) {
        return new Recording(new short[(int) length.toMillis() * 8]);
    }

    /// This, and then a sine at a third of full scale.
    Recording thenTone(double hertz, Duration length) {
        var tone = new short[(int) length.toMillis() * 8];
        for (var i = 0; i < tone.length; i++) {
            tone[i] = (short) (10_000 * Math.sin(2 * Math.PI * hertz * i / 8000));
        }
        return then(tone);
    }

    Recording thenSilence(Duration length) {
        return then(silence(length).samples);
    }

    /// What comes after so much.
    Recording after(Duration part) {
        var from = (int) Math.min(samples.length, part.toMillis() * 8);
        return new Recording(Arrays.copyOfRange(samples, from, samples.length));
    }

    Duration length() {
        return Duration.ofMillis(samples.length / 8);
    }

    static Recording read(Path file) {
        try (var sound = AudioSystem.getAudioInputStream(file.toFile())) {
            var step = Math.round(sound.getFormat().getSampleRate() / RATE);
            if (step < 1 || step > 2 || !sound.getFormat().matches(format(step * RATE))) {
                throw new AssertionError(file + " is " + sound.getFormat() + " instead of " + format(RATE));
            }
            var bytes = ByteBuffer.wrap(sound.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            var samples = new short[bytes.remaining() / 2 / step];
            for (var i = 0; i < samples.length; i++) {
                samples[i] = bytes.getShort(2 * step * i);
            }
            return new Recording(samples);
        } catch (UnsupportedAudioFileException e) {
            throw new AssertionError(file + " is not a WAV file.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param rate 8,000 or 16,000; the samples between are half-way
    void write(Path file, int rate) {
        var step = rate / RATE;
        var bytes = ByteBuffer.allocate(samples.length * 2 * step).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 0; i < samples.length * step; i++) {
            var next = samples[Math.min((i + step - 1) / step, samples.length - 1)];
            bytes.putShort((short) ((samples[i / step] + next) / 2));
        }
        var length = samples.length * step;
        try (var sound = new AudioInputStream(new ByteArrayInputStream(bytes.array()), format(rate), length)) {
            AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AudioFormat format(int rate) {
        return new AudioFormat(rate, 16, 1, true, false);
    }

    /// How long this tone is heard in all.
    Duration tone(double hertz) {
        return lengthOf(steps().filter(at -> isTone(at, hertz)).count());
    }

    /// How long anything but silence is heard within the first part.
    Duration soundWithin(Duration part) {
        return lengthOf(steps().limit(part.toMillis() / 20)
                .filter(at -> Math.sqrt(energy(at) / STEP) > LOUD)
                .count());
    }

    private Recording then(short[] more) {
        var both = Arrays.copyOf(samples, samples.length + more.length);
        System.arraycopy(more, 0, both, samples.length, more.length);
        return new Recording(both);
    }

    /// Where each whole 20 ms begin.
    private IntStream steps() {
        return IntStream.range(0, samples.length / STEP).map(step -> step * STEP);
    }

    private static Duration lengthOf(long steps) {
        return Duration.ofMillis(20 * steps);
    }

    /// It is loud here and most of the energy lies at this frequency (Goertzel).
    private boolean isTone(int from, double hertz) {
        var turn = 2 * Math.cos(2 * Math.PI * hertz / 8000);
        var one = 0.0;
        var two = 0.0;
        for (var i = from; i < from + STEP; i++) {
            var next = samples[i] + turn * one - two;
            two = one;
            one = next;
        }
        var power = (one * one + two * two - turn * one * two) / STEP * 2;
        var energy = energy(from);
        return Math.sqrt(energy / STEP) > LOUD && power > 0.6 * energy;
    }

    private double energy(int from) {
        return IntStream.range(from, from + STEP)
                .mapToDouble(i -> (double) samples[i] * samples[i])
                .sum();
    }

    @Override
    public String toString() {
        return length().toMillis() + " ms of sound";
    }
}
