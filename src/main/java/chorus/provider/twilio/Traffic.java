package chorus.provider.twilio;

import chorus.mediastream.Homes;
import chorus.provider.Dialling;
import chorus.provider.IncomingCalls;
import chorus.provider.OutgoingCall;
import chorus.web.Door;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls of this instance's Twilio numbers, in and out. Without a public URL there are none.
final class Traffic {
    private static final Duration GOODBYES = Duration.ofSeconds(3);

    private final Optional<Exchange> exchange;
    private final TwilioLines lines;
    private final Clock clock;
    private @Nullable TwilioDoor door;

    /// @param loops   the media loops, in the order of [chorus.audio.MediaLoop#index]
    /// @param silence how long a stream may bring nothing at all; zero: for ever
    Traffic(
            TwilioOptions options,
            TwilioRest rest,
            TwilioLines lines,
            List<EventLoop> loops,
            Duration silence,
            Clock clock) {
        this.lines = lines;
        this.clock = clock;
        this.exchange = options.publicUrl()
                .map(base -> new Exchange(
                        rest,
                        new TwilioUrls(base),
                        new TwilioCalls(),
                        new AwaitedStreams(),
                        new Homes(loops),
                        silence));
    }

    void start(IncomingCalls calls) {
        exchange.ifPresent(all -> door = new TwilioDoor(all, lines, calls, clock));
    }

    Optional<Door> door() {
        return Optional.ofNullable(door);
    }

    /// Blocks until Twilio knows of the calls that ended.
    void close() {
        exchange.ifPresent(all -> all.calls().awaitGoodbyes(GOODBYES));
    }

    Optional<OutgoingCall> outgoing(Dialling dialling) {
        return exchange.map(all -> new TwilioOutgoingCall(dialling, all));
    }
}
