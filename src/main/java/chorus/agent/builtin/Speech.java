package chorus.agent.builtin;

import chorus.audio.AudioFormat;
import chorus.audio.Tones;
import java.io.ByteArrayOutputStream;
import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A voice: turns sentences into sound. English, and a machine's.
public final class Speech implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Speech.class);
    private static final int VOICES = 2;
    private static final int LONGEST_TEXT = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");

    private final CompletableFuture<BlockingQueue<Kevin>> voices = new CompletableFuture<>();
    private final SoundCache cache = new SoundCache();

    /// The library begins a thread for each voice, gives no way to end it but an interruption, and the thread keeps the
    /// voice in memory.
    private final ThreadGroup threads = new ThreadGroup("speech");

    private volatile boolean closed;

    private Speech() {}

    /// Begins to load the voice in the background and returns at once.
    public static Speech loading() {
        var speech = new Speech();
        Thread.ofPlatform()
                .group(speech.threads)
                .daemon()
                .name("speech-loading")
                .start(speech::load);
        return speech;
    }

    /// Whether sentences are spoken; false while the voice loads, and for good when it could not be loaded.
    public boolean hasVoice() {
        return voices.isDone() && !voices.isCompletedExceptionally();
    }

    /// The text as µ-law sound, spoken; where there is no voice within three seconds, three falling tones instead.
    ///
    /// Blocks while the voice works, so it is not for media loops; asked for again, a text comes from memory.
    ///
    /// @param text one or a few sentences; what exceeds 1,000 characters is not spoken
    public byte[] pcmu(String text) {
        var sayable = sayable(text);
        return cache.get(sayable).orElseGet(() -> speak(sayable));
    }

    private byte[] speak(String text) {
        try {
            var pool = voices.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            var kevin = pool.take();
            try {
                var sound = speak(kevin, text);
                cache.put(text, sound);
                return sound;
            } finally {
                pool.add(kevin);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return fallingTones();
        } catch (TimeoutException | ExecutionException | RuntimeException _) {
            return fallingTones();
        }
    }

    /// Sentence by sentence, which the voice does in one piece each.
    private static byte[] speak(Kevin kevin, String text) {
        var sound = new ByteArrayOutputStream();
        SENTENCE_END.splitAsStream(text).map(kevin::speak).forEach(sound::writeBytes);
        return sound.toByteArray();
    }

    /// One voice after the other: the library cannot load two at the same time.
    private void load() {
        try {
            var pool = new ArrayBlockingQueue<Kevin>(VOICES);
            for (var i = 0; i < VOICES; i++) {
                pool.add(new Kevin());
            }
            voices.complete(pool);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The demo agent has no voice and uses tones: {}", e.toString());
            voices.completeExceptionally(e);
        } finally {
            if (closed) {
                threads.interrupt();
            }
        }
    }

    /// Lets the voices go.
    @Override
    public void close() {
        closed = true;
        threads.interrupt();
    }

    private static byte[] fallingTones() {
        var sound = new ByteArrayOutputStream();
        for (var hertz : new int[] {660, 550, 440}) {
            sound.writeBytes(Tones.sine(AudioFormat.PCMU, hertz, 150, 8_000));
        }
        return sound.toByteArray();
    }

    /// Latin letters without their accents, digits and plain punctuation: the voice knows no others.
    private static String sayable(String text) {
        var cut = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
        return Normalizer.normalize(cut, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^\\x20-\\x7E]+", " ")
                .strip();
    }
}
