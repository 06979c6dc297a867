package chorus.sip.transport;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What is to be done as soon as the connection to one peer is open. Lives on the loop.
final class Outbox {
    private static final int LIMIT = 1_000;

    private final List<Waiting> all = new ArrayList<>();

    /// @return false when no more fit in
    boolean add(Waiting waiting) {
        return all.size() < LIMIT && all.add(waiting);
    }

    /// Tells all, in their order.
    void empty(Consumer<Waiting> tell) {
        var told = List.copyOf(all);
        all.clear();
        told.forEach(tell);
    }

    /// Who waits for a connection.
    interface Waiting {
        void opened(Channel channel);

        /// @param why a sentence
        void failed(String why);
    }
}
