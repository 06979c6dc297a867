package chorus.sip.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What is to be sent to one peer as soon as the connection to it is open. Lives on the loop.
final class Outbox {
    private static final int LIMIT = 1_000;

    private final List<Letter> letters = new ArrayList<>();

    /// @return false when no more fit in
    boolean add(byte[] message, Runnable failed) {
        return letters.size() < LIMIT && letters.add(new Letter(message, failed));
    }

    /// Sends all in their order, and tells those that could not be sent.
    void empty(Predicate<byte[]> send) {
        var all = List.copyOf(letters);
        letters.clear();
        for (var letter : all) {
            if (!send.test(letter.message)) {
                letter.failed.run();
            }
        }
    }

    private static final class Letter {
        private final byte[] message;
        private final Runnable failed;

        private Letter(byte[] message, Runnable failed) {
            this.message = message;
            this.failed = failed;
        }
    }
}
