package chorus.provider.voximplant;

import chorus.call.DecisionTrace;
import chorus.mediastream.Homes;
import chorus.phonebook.Installation;
import chorus.phonebook.PhoneNumber;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A number that is set up on a [VoximplantStage], and calls of it without any server around them.
final class CallStage implements AutoCloseable {
    final VoximplantStage stage = new VoximplantStage();
    final EventLoop loop;
    private final Consumer<EventLoop> stop;
    final PhoneNumber number = stage.added();
    final Exchange exchange;
    final Installation installation = stage.store.installations().all().getFirst();

    CallStage() {
        this(new DefaultEventLoop(), loop -> {
            var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        });
    }

    CallStage(EventLoop loop, Consumer<EventLoop> stop) {
        this.loop = loop;
        this.stop = stop;
        var books = stage.books();
        exchange = new Exchange(
                new VoximplantRest(Optional.of(stage.cloud.apiUrl()), Clock.systemUTC()),
                new VoximplantUrls(URI.create(VoximplantStage.URL)),
                new Links(books.installations(), Clock.systemUTC()),
                new VoximplantCalls(),
                new AwaitedStreams(System::nanoTime),
                new Homes(List.of(loop)),
                new SessionControl(true),
                books,
                Duration.ZERO);
    }

    VoximplantCall call() {
        return new VoximplantCall(exchange, UUID.randomUUID(), number, installation, trace(), loop);
    }

    static DecisionTrace trace() {
        return new DecisionTrace(Clock.systemUTC());
    }

    @Override
    public void close() {
        exchange.calls().close(Duration.ofSeconds(2));
        exchange.rest().close();
        exchange.control().close();
        stage.close();
        stop.accept(loop);
    }
}
