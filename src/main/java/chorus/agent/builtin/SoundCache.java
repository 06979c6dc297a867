package chorus.agent.builtin;

import java.util.LinkedHashMap;
import java.util.Optional;

/// Remembers how texts sound: those asked for last, up to 4 MB (more than eight minutes).
final class SoundCache {
    private static final int MOST_BYTES = 4 << 20;

    private final LinkedHashMap<String, byte[]> sounds = new LinkedHashMap<>(16, 0.75f, true);
    private int bytes;

    synchronized Optional<byte[]> get(String text) {
        return Optional.ofNullable(sounds.get(text));
    }

    synchronized void put(String text, byte[] sound) {
        var before = sounds.put(text, sound);
        bytes += sound.length - (before == null ? 0 : before.length);
        var oldest = sounds.entrySet().iterator();
        while (bytes > MOST_BYTES && oldest.hasNext()) {
            bytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }
}
