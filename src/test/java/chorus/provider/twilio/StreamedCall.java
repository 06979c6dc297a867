package chorus.provider.twilio;

import chorus.call.DecisionTrace;
import chorus.call.EndReason;
import chorus.mediastream.Homes;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A call whose stream has started, on a channel without a network: nothing happens but what the test does.
final class StreamedCall implements AutoCloseable {
    static final String SID = "CA00000000000000000000000000000001";

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final TwilioRest rest = new TwilioRest(Optional.of(URI.create("http://127.0.0.1:1")));
    private final TwilioCall call;
    private final MediaSocket socket;

    StreamedCall() {
        var number = TwilioStage.number(TwilioStage.NUMBER, TwilioStage.trunk());
        var exchange = new Exchange(
                rest,
                new TwilioUrls(URI.create("https://chorus.example.com")),
                new TwilioCalls(),
                new AwaitedStreams(),
                new Homes(List.of(channel.eventLoop())),
                Duration.ZERO);
        call = new TwilioCall(exchange, number, new DecisionTrace(Clock.systemUTC()), channel.eventLoop());
        call.known(SID);
        var awaited = new AwaitedStream(number, channel.eventLoop());
        awaited.belongsTo(SID);
        new MediaSocket(channel, awaited, Duration.ZERO).begin();
        says("{\"event\":\"start\",\"start\":{\"streamSid\":\"MZ1\",\"callSid\":\"" + SID
                + "\",\"customParameters\":{\"token\":\"" + awaited.token() + "\"}}}");
        socket = awaited.arrival().join();
    }

    TwilioCall call() {
        return call;
    }

    TwilioLeg leg() {
        return new TwilioLeg(call, socket, EndReason.CALLER_HUNG_UP);
    }

    /// A client's text frame of less than 64 KiB, masked with zeros.
    void says(String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        channel.writeInbound(Unpooled.buffer()
                .writeByte(0x81)
                .writeByte(0x80 | 126)
                .writeShort(bytes.length)
                .writeInt(0)
                .writeBytes(bytes));
        runTasks();
    }

    void runTasks() {
        channel.runPendingTasks();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        rest.close();
    }
}
