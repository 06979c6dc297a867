package chorus.web;

import io.netty.channel.Channel;
import java.util.Optional;
import java.util.function.Consumer;

/// Whoever answers for all paths under one prefix, in place of the API.
///
/// The server bounds what gets here, reads bodies and shakes hands; who may pass is for the door to judge.
public interface Door {
    /// The beginning of the paths, such as `/twilio/`.
    String prefix();

    /// How many requests were turned away because they could not prove where they come from.
    default long forbidden() {
        return 0;
    }

    /// Answers a request. Called on a virtual thread; may block.
    Reply answer(Visit visit);

    /// Judges a request to open a WebSocket. Called on an event loop; must not block.
    Welcome welcome(Visit visit);

    /// What becomes of a request to open a WebSocket.
    sealed interface Welcome {
        /// The answer is this instead.
        record Refused(Reply reply) implements Welcome {}

        /// The socket is opened, and `taker` gets its channel, on the channel's loop: no handler is in its pipeline,
        /// and nothing is read before one asks for it.
        ///
        /// @param protocol which of the offered subprotocols is spoken (RFC 6455 §1.9)
        record Opened(Consumer<Channel> taker, Optional<String> protocol) implements Welcome {
            public Opened(Consumer<Channel> taker) {
                this(taker, Optional.empty());
            }
        }
    }
}
