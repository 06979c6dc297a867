package chorus.provider.twilio;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The streams that are awaited now, by what stands in their paths. Safe to use from any thread.
final class AwaitedStreams {
    private static final Pattern PATH =
            Pattern.compile(Pattern.quote(TwilioUrls.MEDIA) + "/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?");

    private final Map<UUID, AwaitedStream> byKey = new ConcurrentHashMap<>();

    void add(AwaitedStream stream) {
        byKey.put(stream.key(), stream);
    }

    void remove(AwaitedStream stream) {
        byKey.remove(stream.key());
    }

    Optional<AwaitedStream> at(String path) {
        var key = PATH.matcher(path);
        return key.matches() ? Optional.ofNullable(byKey.get(UUID.fromString(key.group(1)))) : Optional.empty();
    }
}
