package chorus.provider.voximplant;

import java.util.LinkedHashMap;
import java.util.Map;

/// The signatures of the last minutes, so that none counts twice. Safe to use from any thread.
///
/// Only who has the key gets in, and each request of theirs takes a place; the oldest go first.
final class SeenSignatures {
    private static final int MOST = 200_000;

    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    /// @return false when it was seen before
    synchronized boolean isNew(String signature) {
        return seen.putIfAbsent(signature, true) == null;
    }
}
